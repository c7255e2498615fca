using Sealane.Doctor.Evidence;

namespace Sealane.Doctor.Rules;

/// <summary>What heads tell about a body that is not kept: a hop that compresses or filters it must change one of these.</summary>
internal static class BodyTraces
{
    private static readonly string[] Headers = ["content-encoding", "content-length"];

    /// <summary>The first difference that says so; null when there is none. A length that merely went with the framing is none.</summary>
    public static Difference? Find(RequestEvidence evidence) => evidence.Differences.FirstOrDefault(difference =>
        Headers.Contains(difference.Part.Name) && (difference.Kind == ChangeKind.Changed || difference.Part.Name == "content-encoding") && difference.Kind != ChangeKind.Respelled);
}
