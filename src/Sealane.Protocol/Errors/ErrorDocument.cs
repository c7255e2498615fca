using System.Buffers;

namespace Sealane.Protocol.Errors;

/// <summary>The document of a refusal: <c>&lt;Error&gt;</c> with a code, a message and further elements that belong to the code.</summary>
/// <remarks>
/// Its extras repeat parts of the request (a canonical request has session tokens and SSE-C keys in it), so it prints code, message and
/// request id only.
/// </remarks>
public sealed record ErrorDocument
{
    /// <value>The code, such as <c>NoSuchKey</c>; empty when the document had none.</value>
    public required string Code { get; init; }

    /// <value>The text for people. Default: empty.</value>
    public string Message { get; init; } = "";

    /// <value>The path of the bucket or object; null when the document does not say.</value>
    public string? Resource { get; init; }

    /// <value>The request's id, as in the header x-amz-request-id; null when the document does not say.</value>
    public string? RequestId { get; init; }

    /// <value>The host's id, as in the header x-amz-id-2; null when the document does not say.</value>
    public string? HostId { get; init; }

    /// <value>The further elements in the order of the document, names may repeat. Default: none.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Extras { get; init; } = [];

    /// <summary>The document of a row of the table, with the row's text unless another is given.</summary>
    public static ErrorDocument Of(ErrorRow row, string? message = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new ErrorDocument { Code = row.Code, Message = message ?? row.Message };
    }

    /// <summary>Reads a document; null when it is no error document, which a result of the same status is not either.</summary>
    /// <remarks>
    /// Tolerant, because the answer may come from anything on the way: blanks before it (S3 sends them to keep a long answer's connection
    /// alive, and then an error inside a 200), any namespace, unknown and nested elements, an outer <c>ErrorResponse</c>, a missing end.
    /// Bounded, for the same reason: no DTD, at most <see cref="ErrorDocumentReader.MaxBytes"/> bytes.
    /// </remarks>
    public static ErrorDocument? Read(ReadOnlySpan<byte> xml) => ErrorDocumentReader.Read(xml);

    /// <summary>The same document with one more element at the end of its extras.</summary>
    public ErrorDocument Adding(string name, string value) => this with { Extras = [.. Extras, new(name, value)] };

    /// <summary>The first extra element of this name; null when there is none.</summary>
    public string? Extra(string name)
    {
        foreach (var extra in Extras)
        {
            if (extra.Key == name)
            {
                return extra.Value;
            }
        }

        return null;
    }

    /// <summary>Writes the document as S3 does: declaration, no namespace, extras between the message and the ids.</summary>
    public void Write(IBufferWriter<byte> output) => ErrorDocumentWriter.Write(this, output);

    /// <summary>Such as <c>NoSuchKey: The specified key does not exist. (request id 4442587FB7D0A2F9)</c>.</summary>
    public override string ToString() => RequestId is null ? $"{Code}: {Message}" : $"{Code}: {Message} (request id {RequestId})";
}
