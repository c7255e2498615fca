using Sealane.Doctor.Evidence;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Reports;

/// <summary>One header line as JSON.</summary>
/// <param name="Name">The name in its letter case.</param>
/// <param name="Value">The value, masked where it is a secret.</param>
/// <param name="IsSigned">Whether the signature covers the header.</param>
/// <param name="IsHopByHop">Whether any hop may remove or replace it.</param>
/// <param name="Change">What the leg does to the header, as a <see cref="ChangeKind"/>; null when nothing.</param>
public sealed record HeadLineDocument(string Name, string Value, bool IsSigned, bool IsHopByHop, string? Change);

/// <summary>A head at one side of a leg, as JSON: what is there and what the leg does to it.</summary>
/// <param name="StartLine">The request line or the status line, masked where it holds secrets.</param>
/// <param name="StartLineChange">What the leg does to method, path or query, as a <see cref="ChangeKind"/>; null when nothing.</param>
/// <param name="Lines">The header lines in order.</param>
public sealed record HeadDocument(string StartLine, string? StartLineChange, IReadOnlyList<HeadLineDocument> Lines)
{
    /// <summary>A request head at a point where no leg is looked at.</summary>
    internal static HeadDocument Of(Waypoint point, HeaderMarks marks) => Of(point, marks, []);

    /// <summary>A request head at one side of a leg that makes these changes.</summary>
    internal static HeadDocument Of(Waypoint point, HeaderMarks marks, IReadOnlyList<PartChange> changes)
    {
        var kinds = changes.Where(change => change.Part.IsHeader).ToDictionary(change => change.Part.Name, change => change.Kind.ToString(), StringComparer.OrdinalIgnoreCase);
        var line = changes.Where(change => change.Part == RequestPart.Method || change.Part == RequestPart.Path || change.Part == RequestPart.Query).ToList();
        return new HeadDocument(
            Legible.Text($"{point.Head.Method} {Secrecy.MaskTarget(point.Head.Target)} {point.Version}"),
            line.Count == 0 ? null : (line.Exists(change => change.Kind == ChangeKind.Changed) ? ChangeKind.Changed : ChangeKind.Respelled).ToString(),
            [.. point.Head.Fields.Select(field => Of(field, marks, kinds.GetValueOrDefault(field.Name)))]);
    }

    /// <summary>The head of an answer.</summary>
    internal static HeadDocument Of(MessageHead answer, HeaderMarks marks) => new(
        Legible.Text(answer.StartLine), null, [.. answer.Lines.Select(line => Of(line.ToField(), marks, change: null) with { IsSigned = false })]);

    private static HeadLineDocument Of(HeaderField field, HeaderMarks marks, string? change) => new(
        Legible.Text(field.Name), Legible.Text(Secrecy.Mask(field.Name, field.Value)), marks.IsSigned(field.Name), marks.IsHopByHop(field.Name), change);
}
