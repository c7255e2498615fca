using System.Text.RegularExpressions;
using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL108: the credential scope names another region, service or day than it should.</summary>
internal sealed partial class WrongScope : RefusalRule
{
    protected override FindingRow Cause => FindingTable.WrongScope;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        if (!evidence.IsRefused || evidence.Authorization is not { } authorization)
        {
            yield break;
        }

        var scope = authorization.Scope;
        var message = evidence.Voyage.Arrival?.ErrorMessage ?? string.Empty;
        if (scope.Service != "s3" && message.Contains("service", StringComparison.Ordinal))
        {
            yield return Named(evidence, client, "scope", proven: true,
                $"The scope {scope} is for the service '{scope.Service}'; S3 accepts 's3' alone here.",
                "Sign for the service s3: the client was built or set up for another one.");
        }

        if (Region().Match(message) is { Success: true } region)
        {
            yield return Named(evidence, client, "scope", proven: true,
                $"The scope {scope} names the region '{scope.Region}', and the endpoint expects '{region.Groups[1].Value}': the key that signs depends on it.",
                $"Set the client's region to the bucket's own, {region.Groups[1].Value}. That also spares a redirect, and with it a second upload of the body.");
        }

        if (authorization.Timestamp is { Length: >= 8 } time && time[..8] != scope.Date)
        {
            yield return Named(evidence, client, "scope", proven: true,
                $"The scope {scope} is of the day {scope.Date}, and the signed time is {time}: the two must be of one day, in UTC.",
                "Take the scope's date from the same clock reading as x-amz-date, in UTC.");
        }
    }

    // "the region 'eu-west-1' is wrong; expecting 'eu-central-1'"      (S3 API, AuthorizationHeaderMalformed)
    [GeneratedRegex("is wrong; expecting '([^']+)'")]
    private static partial Regex Region();
}
