namespace Sealane.Lab.Names;

/// <summary>
/// What is inside the lab: S3's hosts, the names below <c>localhost</c> and the lab's further names at any port, this machine itself at the
/// lab's own port.
/// </summary>
/// <remarks>Other ports of this machine may be anything, the near end of a tunnel to production too.</remarks>
/// <param name="ownPort">The port that the lab listens on.</param>
/// <param name="names">The lab's further names, normalised.</param>
public sealed class Border(int ownPort, IReadOnlyList<string> names)
{
    /// <summary>The role of an address; null when it lies outside.</summary>
    public HostRole? RoleOf(Authority? address) => address switch
    {
        null => null,
        { Host: "localhost" } itself => itself.Port == ownPort ? HostRole.Local : null,
        { } itself when LabHosts.IsLoopbackAddress(itself.Host) => itself.Port == ownPort ? HostRole.Local : null,
        { } other => LabHosts.RoleOf(other.Host, names),
    };
}
