using Sealane.Lab.Imitations;

namespace Sealane.Cli.Story;

/// <summary>Something people did about the incident, to be run and not believed.</summary>
/// <param name="Name">What they did.</param>
/// <param name="Habit">How the client then behaves.</param>
/// <param name="Accelerated">Whether it still goes through the accelerate host.</param>
/// <param name="Region">The region that the program names, or null.</param>
/// <param name="Cures">Whether the fault is gone; what the run must confirm.</param>
/// <param name="Why">Why it does, or does not.</param>
internal sealed record Remedy(string Name, ClientHabit Habit, bool Accelerated, string? Region, bool Cures, string Why)
{
    /// <summary>The three of the common accounts first, then the setting, then the release that ended it.</summary>
    public static IReadOnlyList<Remedy> All { get; } =
    [
        new("pin boto3 1.35.99", Boto3.V13599, Accelerated: true, Region: null, Cures: true, "Content-MD5 in front, plain Content-Length: nothing to re-frame"),
        new("name the region", Boto3.V1360, Accelerated: true, Region: TryStory.Region, Cures: false, "it spares a redirect; transfer-encoding is signed all the same"),
        new("switch acceleration off", Boto3.V1360, Accelerated: false, Region: null, Cures: true, "no edge re-frames on this way; the header stays signed, and a proxy would break it again"),
        new("request_checksum_calculation=when_required", Boto3.V1360WhenRequired, Accelerated: true, Region: null, Cures: true, "no trailer, so Content-Length; the body's hash is signed instead"),
        new("upgrade to boto3 1.36.7", Boto3.V1367, Accelerated: true, Region: null, Cures: true, "transfer-encoding is no longer signed"),
    ];
}
