namespace Sealane.Cli.Flags;

/// <summary>Where a program keeps what should outlive it but is no data of its user's (XDG Base Directory Specification).</summary>
internal static class StateFolder
{
    /// <summary><c>$XDG_STATE_HOME/sealane</c> or <c>~/.local/state/sealane</c>; null for somebody without a home.</summary>
    public static string? Find(Func<string, string?> environment) =>
        environment("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state) ? Path.Combine(state, "sealane")
        : (environment("HOME") ?? environment("USERPROFILE")) is { Length: > 0 } home ? Path.Combine(home, ".local", "state", "sealane")
        : null;
}
