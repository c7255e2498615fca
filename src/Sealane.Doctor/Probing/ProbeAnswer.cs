using Sealane.Protocol.Errors;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Probing;

/// <summary>What came back on a probe.</summary>
/// <param name="Version">The protocol that the answer names: <c>HTTP/1.1</c>.</param>
/// <param name="Status">Its status.</param>
/// <param name="Fields">Its header fields.</param>
/// <param name="Body">Its body.</param>
public sealed record ProbeAnswer(string Version, int Status, IReadOnlyList<HeaderField> Fields, ReadOnlyMemory<byte> Body)
{
    /// <summary>The error document in it; null when there is none.</summary>
    public ErrorDocument? Document { get; } = ErrorDocument.Read(Body.Span) is { Code.Length: > 0 } document ? document : null;

    /// <summary>The first value of a field, or null.</summary>
    public string? Value(string name) => Fields.Where(field => field.Is(name)).Select(field => field.Value).FirstOrDefault();

    /// <summary>Status and code; what an error document repeats may be secret.</summary>
    public override string ToString() => $"{Version} {Status} {Document?.Code}".TrimEnd();
}
