using Sealane.Protocol.Errors;
using Sealane.Signing.Requests;

namespace Sealane.Server.Refusals;

/// <summary>
/// A "no" in S3's words: a row of the error table, the text of this case, and the elements and headers that belong to it.
/// </summary>
internal sealed record Refusal(ErrorRow Row, string? Message = null)
{
    public IReadOnlyList<KeyValuePair<string, string>> Extras { get; init; } = [];

    public IReadOnlyList<HeaderField> Headers { get; init; } = [];

    public string Text => Message ?? Row.Message;

    /// <summary>With one more element in the document; nothing when there is no value.</summary>
    public Refusal With(string element, string? value) =>
        value is null ? this : this with { Extras = [.. Extras, new(element, value)] };

    /// <summary>With one more header.</summary>
    public Refusal WithHeader(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    public ErrorDocument Document(string resource, string requestId, string hostId) => ErrorDocument.Of(Row, Message) with
    {
        Extras = Extras,
        Resource = resource,
        RequestId = requestId,
        HostId = hostId,
    };
}

/// <summary>Carries a refusal up to the one place that answers.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal { get; } = refusal;
}
