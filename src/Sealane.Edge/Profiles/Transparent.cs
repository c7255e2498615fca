namespace Sealane.Edge.Profiles;

/// <summary>An intermediary that nobody notices.</summary>
internal static class Transparent
{
    public static EdgeProfile Profile { get; } = new(
        "transparent",
        "Forwards every byte of head and framing as it came.",
        "HAProxy in TCP mode; a plain tunnel.",
        []);
}
