using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL107: the signature fails already as the client sent it, and no habit of clients explains that.</summary>
internal sealed class WrongSecret : RefusalRule
{
    // What happens to a secret between the page it is copied from and the program that signs.
    private static readonly (string What, Func<string, string> Apply)[] Variants =
    [
        ("with a line end after it", secret => secret + "\n"),
        ("with a carriage return and a line end after it", secret => secret + "\r\n"),
        ("with a carriage return after it", secret => secret + "\r"),
        ("with a blank after it", secret => secret + " "),
        ("with a blank before it", secret => " " + secret),
        ("between blanks", secret => $" {secret} "),
        ("between quotation marks", secret => $"\"{secret}\""),
        ("between single quotation marks", secret => $"'{secret}'"),
        ("percent-encoded", PercentEncoding.Encode),
        ("with its plus signs read as blanks", secret => secret.Replace('+', ' ')),
        ("without its last character", secret => secret.Length > 1 ? secret[..^1] : secret),
    ];

    protected override FindingRow Cause => FindingTable.WrongSecret;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        if (!evidence.IsKeyKnown || evidence.AsSent.Matches || evidence.AsArrived.Matches)
        {
            yield break;
        }

        var variant = Variants.FirstOrDefault(variant => evidence.MatchesWithSecret(variant.Apply)).What;
        var changed = evidence.Differences.Any(difference => difference.IsSigned && difference.Kind != ChangeKind.Respelled)
            ? "The way changed something signed as well, but the signature was wrong before that."
            : "Nothing that is signed changed on the way: both sides compute the same canonical request.";
        yield return Named(
            evidence,
            client,
            "key",
            variant is not null,
            $"The signature of key {evidence.Authorization!.AccessKeyId} fails already as the client sent it. {changed} " + (variant is not null
                ? $"It verifies with the secret {variant}: that is what the client signs with."
                : "No known habit of clients makes it verify, so the client signs with another secret, or builds its canonical request otherwise than S3 does."),
            variant is not null
                ? $"Set the secret again without what was added or lost: the client uses it {variant}."
                : "Compare the secret that the client uses with the key's own: copy both again, without surrounding blanks, quotation marks or line ends, and look for an older value in the environment or the profile.");
    }
}
