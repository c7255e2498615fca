using System.Collections.Frozen;
using System.Globalization;

namespace Sealane.Protocol.Errors;

/// <summary>S3's errors by code: the server answers from it, the client judges from it.</summary>
/// <remarks>
/// Sources: S3 API, "Error responses"; the texts as AWS sends them. The rows themselves stand in the classes named after their subject.
/// </remarks>
public static class ErrorTable
{
    /// <value>All rows.</value>
    public static IReadOnlyList<ErrorRow> Rows { get; } =
    [
        .. AccessErrors.All,
        .. RequestErrors.All,
        .. BodyErrors.All,
        .. BucketErrors.All,
        .. ObjectErrors.All,
        .. ServiceErrors.All,
        .. BareErrors.All,
    ];

    private static readonly FrozenDictionary<string, ErrorRow> ByCode = Rows.ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>The row of a code; null when the code is not known.</summary>
    public static ErrorRow? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The row that describes an answer: its code's, else its status's, and never null.</summary>
    /// <param name="status">The answer's HTTP status.</param>
    /// <param name="code">The answer's code; null when it has no document.</param>
    /// <returns>A row with the answer's own code and status; retryable when either the code or the status says so.</returns>
    public static ErrorRow Describe(int status, string? code)
    {
        var ofStatus = ByCode.GetValueOrDefault(status.ToString(CultureInfo.InvariantCulture)) ?? OfClass(status);
        if (string.IsNullOrEmpty(code))
        {
            return ofStatus;
        }

        return Find(code) is { } row
            ? row with { Status = status, Retryable = row.Retryable || ofStatus.Retryable, Throttles = row.Throttles || ofStatus.Throttles }
            : ofStatus with { Code = code, Meaning = $"An error that is not in the table, {code}; its status, {status}, says: {ofStatus.Meaning}" };
    }

    // RFC 9110, section 15: an unknown status is read as the x00 of its class. A retry of an unknown 5xx is not known to be harmless.
    private static ErrorRow OfClass(int status)
    {
        var like = status switch
        {
            >= 500 => "501",
            >= 400 => "400",
            _ => "307",
        };
        return ByCode[like] with
        {
            Code = status.ToString(CultureInfo.InvariantCulture),
            Status = status,
            Message = "Unknown status",
            Meaning = "The answer has a status that S3 does not use.",
            Remedy = "Look for what answered in S3's place.",
        };
    }
}
