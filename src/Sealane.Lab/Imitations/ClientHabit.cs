using Sealane.Signing.Headers;

namespace Sealane.Lab.Imitations;

/// <summary>How one version of another client uploads an object over TLS: facts that an <see cref="Imitation"/> acts out.</summary>
/// <remarks>The library itself never behaves like this; these are the patients, not the doctor.</remarks>
/// <param name="Name">Client, version and setting, as people say it.</param>
/// <param name="UserAgent">What it calls itself on the wire.</param>
/// <param name="Body">Its framing and integrity.</param>
/// <param name="NeverSigned">The only headers that it leaves out of the signature, of those it has when it signs.</param>
/// <param name="Source">Where this was seen.</param>
public sealed record ClientHabit(string Name, string UserAgent, BodyHabit Body, IReadOnlyList<string> NeverSigned, string Source)
{
    /// <summary>The rule by which it chooses what to sign.</summary>
    public SignedHeaderPolicy Policy => SignedHeaderPolicy.EverythingExcept(NeverSigned);

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
