using System.Globalization;
using System.Text;
using Sealane.Protocol.Errors;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Diagnostics;

/// <summary>Everything that is known of a refusal: what was asked, what was signed, what was answered.</summary>
internal sealed record Refusal
{
    public required string Operation { get; init; }

    public string? Bucket { get; init; }

    public string? Key { get; init; }

    /// <summary>The head that was sent, or null.</summary>
    public RequestHead? Head { get; init; }

    /// <summary>How its signature came about; null for an unsigned request.</summary>
    public SignatureTrace? Trace { get; init; }

    public required int Status { get; init; }

    public required IReadOnlyList<HeaderField> Fields { get; init; }

    public ErrorDocument? Document { get; init; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Why it was not sent again though that might have helped; null when nothing kept it.</summary>
    public string? WhyNotAgain { get; init; }

    public ErrorRow Row => ErrorTable.Describe(Status, Document?.Code);

    public string? RequestId => Document?.RequestId ?? Header("x-amz-request-id");

    public string? HostId => Document?.HostId ?? Header("x-amz-id-2");

    public string Remedy => IntegrityRefusals.Explain(this) ?? Row.Remedy;

    /// <summary>The message: what was asked, S3's words, what to try, and the request's id.</summary>
    public string ToMessage(string? explanation = null)
    {
        var row = Row;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"S3 refused {RequestName.Of(Operation, Bucket, Key)}: {Status}");
        if (row.Code != Status.ToString(CultureInfo.InvariantCulture))
        {
            text.Append(' ').Append(row.Code);
        }

        text.Append(": ").Append(Sentence(Document?.Message is { Length: > 0 } said ? said : row.Meaning)).Append(' ').Append(explanation ?? Sentence(Remedy));
        if (WhyNotAgain is not null)
        {
            text.Append(' ').Append(WhyNotAgain);
        }

        if (Attempts > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $" Tried {Attempts} times.");
        }

        return RequestId is null ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $" (Request id {RequestId})").ToString();
    }

    private string? Header(string name) => Fields.Where(field => field.Is(name)).Select(field => field.Value).FirstOrDefault();

    private static string Sentence(string text) => text.TrimEnd() is [.., '.' or '!' or '?'] whole ? whole : text.TrimEnd() + ".";
}
