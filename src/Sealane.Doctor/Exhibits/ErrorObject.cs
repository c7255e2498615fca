using System.Text.RegularExpressions;
using Sealane.Protocol.Errors;

namespace Sealane.Doctor.Exhibits;

/// <summary>What a program printed of an error that it had read already: the AWS SDK for JavaScript's exception, botocore's <c>response['Error']</c>, either as JSON.</summary>
internal sealed partial class ErrorObject : ExhibitReader
{
    private static readonly string[] Elements =
    [
        "Resource", "AWSAccessKeyId", "StringToSign", "SignatureProvided", "CanonicalRequest", "CanonicalRequestBytes", "HeadersNotSigned", "Region", "Endpoint",
        "RequestTime", "ServerTime", "MaxAllowedSkewMilliseconds", "Expires", "X-Amz-Expires", "BucketName", "ClientComputedContentSHA256", "S3ComputedContentSHA256",
    ];

    public override string Kind => "an error as an SDK printed it";

    public override IEnumerable<Sighting> Read(string text)
    {
        foreach (Match match in Code().Matches(text))
        {
            // The object begins where the nearest brace before the code is that is not closed again.
            if (Opening(text, match.Index) is not (>= 0 and var brace))
            {
                continue;
            }

            var members = ObjectNotation.Read(text, brace);
            string? Member(string name) => members.Where(member => member.Key == name || member.Key.EndsWith($".{name}", StringComparison.Ordinal)).Select(member => member.Value).FirstOrDefault();
            if (Member("Code") is not { Length: > 0 } code)
            {
                continue;
            }

            yield return new Sighting.Refused(match.Index, new ErrorDocument
            {
                Code = code,
                Message = Member("Message") ?? Member("message") ?? string.Empty,
                RequestId = Member("RequestId") ?? Member("requestId"),
                HostId = Member("HostId") ?? Member("extendedRequestId"),
                Extras = [.. Elements.Where(name => Member(name) is not null).Select(name => new KeyValuePair<string, string>(name, Member(name)!))],
            });
        }
    }

    private static int Opening(string text, int from)
    {
        var depth = 0;
        for (var i = from - 1; i >= 0 && from - i < 8192; i--)
        {
            depth += text[i] == '}' ? 1 : text[i] == '{' ? -1 : 0;
            if (depth < 0)
            {
                return i;
            }
        }

        return -1;
    }

    [GeneratedRegex("""(?<![\w.])['"]?Code['"]?\s*:\s*['"][A-Z][A-Za-z0-9]+['"]""")]
    private static partial Regex Code();
}
