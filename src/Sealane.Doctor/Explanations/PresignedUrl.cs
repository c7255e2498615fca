using System.Globalization;
using System.Text.RegularExpressions;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Explanations;

/// <summary>What a presigned URL says by itself: its time, its scope, what must be sent with it, and what happened to it since it was made.</summary>
internal static partial class PresignedUrl
{
    /// <summary>What is worth knowing before it is used.</summary>
    public static IEnumerable<string> Facts(RequestHead head, Authorization signed, DateTimeOffset now)
    {
        if (Timestamps.TryRead(signed.Timestamp, out var time) && signed.Expires is { } expires)
        {
            var until = time + expires;
            yield return $"Signed at {Show(time)} for {expires.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds, so until {Show(until)}; it is {Show(now)} now.";
        }

        yield return $"Key {Legible.Text(signed.AccessKeyId)}, region {Legible.Text(signed.Scope.Region)}, service {Legible.Text(signed.Scope.Service)}.";
        var others = signed.SignedHeaders.Where(name => name != "host").ToList();
        if (others.Count > 0)
        {
            yield return $"Whoever uses it must send these headers with the values that were signed: {Legible.Text(string.Join(", ", others))}.";
        }

        if (head.Query.Contains(SignatureParameter.SecurityToken, StringComparison.OrdinalIgnoreCase))
        {
            yield return "It was made with temporary credentials: it ends with them, even if that is before its own time.";
        }
    }

    /// <summary>What is wrong with it, or will be.</summary>
    public static IEnumerable<Finding> Find(RequestHead head, AuthorizationReading reading, DateTimeOffset now)
    {
        var (path, query, host) = (head.Path.ToString(), head.Query.ToString(), head.Value("host") ?? string.Empty);
        if (Escaped().IsMatch(query))
        {
            yield return Of(FindingTable.QueryRewritten, Severity.Error, "query",
                "The URL holds '&amp;' or '\\u0026' where an ampersand was: it was copied out of HTML or JSON as it stands there, and its parameters are no longer told apart.",
                "Replace each of them by a plain ampersand, or take the URL from where it was made.");
        }

        if (query.Contains("%252F", StringComparison.OrdinalIgnoreCase) || query.Contains("%253B", StringComparison.OrdinalIgnoreCase))
        {
            yield return Of(FindingTable.QueryRewritten, Severity.Error, "query",
                "The parameters are encoded twice (%252F where %2F was): something encoded a URL that was encoded already.",
                "Hand the URL on as it was made: no urlencode, encodeURI or new Uri(...) around it.");
        }

        if (Twice().IsMatch(path))
        {
            yield return Of(FindingTable.PathRewritten, Severity.Warning, "path",
                "The path holds an escape of a percent sign (%25) with two digits behind it: either the key holds a percent sign, or the key was encoded before it was presigned, and then S3 looks for another key.",
                "Give the key itself, not encoded, to what presigns.");
        }

        if (query.Contains('+', StringComparison.Ordinal) || path.Contains('+', StringComparison.Ordinal))
        {
            yield return Of(query.Contains('+', StringComparison.Ordinal) ? FindingTable.QueryRewritten : FindingTable.PathRewritten, Severity.Warning,
                query.Contains('+', StringComparison.Ordinal) ? "query" : "path",
                "The URL holds a bare plus. In a query S3 reads it as a blank, in a path as a plus, and libraries and proxies turn it into the other or into %2B.",
                "Presign with %20 for a blank and %2B for a plus; a session token that lost its %2B is no longer the token.");
        }

        if (path.Contains("//", StringComparison.Ordinal) || Dots().IsMatch(path))
        {
            yield return Of(FindingTable.PathRewritten, Severity.Warning, "path",
                "The path holds a doubled slash or a dot segment. They are bytes of the key to S3, and browsers, .NET's Uri and many proxies take them out.",
                "Use a key without them, or a client that sends the target as it stands (curl --path-as-is).");
        }

        if (reading is not AuthorizationReading.Present { Authorization: { Form: AuthorizationForm.Query } signed })
        {
            yield break;
        }

        foreach (var finding in OfSignature(head, signed, host, now))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> OfSignature(RequestHead head, Authorization signed, string host, DateTimeOffset now)
    {
        if (signed.Signature.Length != 64 || !signed.Signature.All(char.IsAsciiHexDigitLower))
        {
            yield return Of(FindingTable.SignatureUnreadable, Severity.Error, "signature",
                $"The signature has {signed.Signature.Length} characters, where 64 hexadecimal digits belong: the URL was cut, or something was written behind it.",
                "Copy the URL whole.");
        }

        if (Timestamps.TryRead(signed.Timestamp, out var time) && signed.Expires is { } expires)
        {
            if (now > time + expires)
            {
                yield return Of(FindingTable.ClockSkew, Severity.Error, "time", $"Its time is over since {Show(time + expires)}.", "Presign anew, with a longer expiry (a week at most).");
            }
            else if (time > now + TimeSpan.FromMinutes(15))
            {
                yield return Of(FindingTable.ClockSkew, Severity.Error, "time", $"It was signed at {Show(time)}, which is yet to come: the clock that signed it is ahead, or this one is behind.", "Set both clocks (NTP) and presign anew.");
            }

            if (signed.Timestamp![..8] != signed.Scope.Date)
            {
                yield return Of(FindingTable.WrongScope, Severity.Error, "scope", $"The scope is of the day {signed.Scope.Date}, and X-Amz-Date of another, {signed.Timestamp}: the two must be of one day, in UTC.", "Take both from the same clock reading.");
            }
        }

        if (signed.Scope.Service != "s3")
        {
            yield return Of(FindingTable.WrongScope, Severity.Error, "scope", $"The scope is for the service '{Legible.Text(signed.Scope.Service)}'; S3 accepts 's3' alone.", "Sign for the service s3.");
        }

        if (Region().Match(host) is { Success: true } match && match.Groups[1].Value is var region && region != signed.Scope.Region)
        {
            yield return Of(FindingTable.WrongScope, Severity.Error, "scope",
                $"The host is of the region {region}, and the scope names {Legible.Text(signed.Scope.Region)}: S3 refuses the one for the other (AuthorizationHeaderMalformed, or its form for queries).",
                $"Presign with the bucket's own region; if that is {region}, set it in the client.");
        }

        if (signed.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal) && !head.Query.Contains(SignatureParameter.SecurityToken, StringComparison.OrdinalIgnoreCase))
        {
            yield return Of(FindingTable.KeyUnknown, Severity.Error, "key",
                $"The key {Legible.Text(signed.AccessKeyId)} is a temporary one, and X-Amz-Security-Token is not there: S3 answers InvalidAccessKeyId.",
                "Let what presigns use the session token too, and copy the URL whole.");
        }
    }

    private static Finding Of(FindingRow cause, Severity severity, string subject, string explanation, string remedy) => new()
    {
        Cause = cause,
        Severity = severity,
        Subject = subject,
        Broke = false,
        Proven = false,
        Explanation = explanation,
        Remedy = remedy,
        Source = cause.Source,
    };

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"&amp;|\\u0026", RegexOptions.IgnoreCase)]
    private static partial Regex Escaped();

    [GeneratedRegex("%25[0-9A-Fa-f]{2}")]
    private static partial Regex Twice();

    [GeneratedRegex(@"/(?:\.|%2[Ee]){1,2}(?:/|$)")]
    private static partial Regex Dots();

    // bucket.s3.REGION.amazonaws.com, s3.dualstack.REGION.amazonaws.com, s3-REGION.amazonaws.com; acceleration hosts and the global name have none.
    [GeneratedRegex(@"(?:^|\.)s3[.-](?:dualstack\.|fips\.)*([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?(?::\d+)?$")]
    private static partial Regex Region();
}
