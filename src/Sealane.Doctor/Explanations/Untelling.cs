using Sealane.Doctor.Exhibits;
using Sealane.Doctor.Findings;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;

namespace Sealane.Doctor.Explanations;

/// <summary>Says what the exhibits leave open, and what would close it.</summary>
internal static class Untelling
{
    private const string ClientsLog = "the client's debug log: boto3.set_stream_logger(''), aws --debug, Go's aws.LogSigning, Java's logger software.amazon.awssdk.auth at DEBUG; a curl -v or a HAR shows the head at least";

    public static IEnumerable<Untold> Of(Case one, Diagnosis diagnosis, bool isKeyKnown)
    {
        if (one.IsRefused && one.Refusal is null)
        {
            yield return new("Why the endpoint refused: the answer's body is not there.", "the XML that came with the answer (an answer to HEAD has none: ask with GET)");
        }

        if (!one.IsRefused && one.Answer is null)
        {
            yield return new("What the endpoint answered.", "the answer's head, and its XML if it refused");
        }

        if (one.Refusal is { Code: "SignatureDoesNotMatch" } && one.Echo is null)
        {
            yield return new("What arrived: the endpoint does not show the canonical request that it computed, as many stores do not.", "the same request sent to S3 itself, which shows it; or a lab in between: sealane doctor -- PROGRAM");
        }

        if (one.Refusal is not null && one.Canonical is null)
        {
            yield return one.Sent is null
                ? new("What the client signed: the refusal alone tells what arrived.", ClientsLog)
                : new("Whether the client computed its signature over the very head that it sent.", ClientsLog);
        }

        if (one is { Canonical: { } canonical, ToSign: { } signed } && canonical.Hash != signed.Hash)
        {
            yield return new("Whether the client's canonical request is what it signed: its hash is not the one in the string to sign, so the log was edited, masked or cut.", "the log as the program wrote it (secrets are masked here)");
        }

        if (one.HasClientSide && one.Canonical is not null && one.Sent is null)
        {
            yield return new("What the client sent besides the signed headers.", "the head as it went out: the whole log, or a curl -v");
        }

        if (!isKeyKnown && one.Signature is not null)
        {
            yield return new("Whether the signature is right for what was signed.", "the key's secret in AWS_SECRET_ACCESS_KEY, with AWS_ACCESS_KEY_ID; it stays here and is not printed");
        }

        if (diagnosis.Findings.Count == 0 && one is { Refusal.Code: "SignatureDoesNotMatch", Canonical: null, Sent: null } && Suspects(one) is { Length: > 0 } suspects)
        {
            yield return new($"Which part was changed. The first to look at, since the way is known to touch them and they are signed: {suspects}.", ClientsLog);
        }
    }

    private static string Suspects(Case one) => string.Join(", ", (one.Echo?.SignedHeaders ?? []).Where(name => name == "host" || HeaderTable.Find(name) is { Fate: not HeaderFate.EndToEnd }));

    /// <summary>The sentence that the rest explains.</summary>
    public static string Conclude(Case one, Diagnosis diagnosis, bool isKeyKnown)
    {
        var answer = one.Refusal is { } refusal ? $"S3 refused it: {refusal.Code}." : one.Answer?.Status is { } status ? $"The endpoint answered {status}." : "Nothing here says what the endpoint answered.";
        var errors = diagnosis.Findings.Count(finding => finding.Severity == Severity.Error);
        return answer + " " + (diagnosis switch
        {
            { CanonicalRequests: { IsEqual: false } compared } => $"What {(one.Echo is null ? "was sent" : "S3 computed")} is not what the client signed: {Parts(compared.Lines.Where(line => line.Differs).Select(line => line.Part))}.",
            _ when one.Refusal?.Code == "SignatureDoesNotMatch" && one.Echo is not null && !one.HasClientSide && errors == 0 => "It shows what arrived; what the client signed is not here, so nothing can be compared.",
            _ when one.Refusal?.Code == "SignatureDoesNotMatch" && one.Echo is null && errors == 0 => "It does not show what arrived, so nothing can be compared.",
            _ when errors > 0 => "The cause is named below.",
            _ when one.IsRefused => "Nothing in the exhibits explains that.",
            _ when diagnosis.Findings.Any(finding => finding.Severity == Severity.Warning) => "There is something in it that may break.",
            _ when one.Reading is AuthorizationReading.Absent => "It carries no signature.",
            _ => $"Nothing in the exhibits is wrong with its signature{(isKeyKnown ? ", and it verifies" : string.Empty)}.",
        });
    }

    private static string Parts(IEnumerable<string> parts)
    {
        List<string> names = [.. parts];
        return names.Count == 1 ? $"{names[0]} differs" : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]} differ";
    }
}
