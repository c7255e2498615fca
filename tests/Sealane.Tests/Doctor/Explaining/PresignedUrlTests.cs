using Sealane.Doctor.Explanations;
using Sealane.Signing;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Doctor.Explaining;

/// <summary>A presigned URL and nothing else.</summary>
public sealed class PresignedUrlTests
{
    [Fact]
    public void A_good_one_says_until_when_and_who_must_send_what()
    {
        var request = Assert.Single(RefusedUpload.Explain(Url()).Requests);
        Assert.Empty(request.Diagnosis.Findings);
        Assert.Contains(request.Facts, fact => fact.Contains("until 2026-11-24 13:00:00Z; it is 2026-11-24 12:00:00Z now", StringComparison.Ordinal));
        Assert.Contains(request.Facts, fact => fact.Contains("region eu-west-1", StringComparison.Ordinal));
        Assert.Contains(request.Facts, fact => fact.Contains("content-type", StringComparison.Ordinal));
    }

    [Fact]
    public void With_the_secret_it_says_for_which_method_it_was_made()
    {
        var request = Assert.Single(RefusedUpload.ExplainWith(RefusedUpload.Secret, Url(method: "PUT", contentType: null)).Requests);
        Assert.Contains("Recomputed with the secret: the URL's signature is right for PUT.", request.Facts);
    }

    [Theory]
    [InlineData("expired", "SEAL109", "time")]
    [InlineData("region", "SEAL108", "scope")]
    [InlineData("html", "SEAL105", "query")]
    [InlineData("json", "SEAL105", "query")]
    [InlineData("twice", "SEAL105", "query")]
    [InlineData("cut", "SEAL117", "signature")]
    [InlineData("shorter", "SEAL117", "signature")]
    [InlineData("plus", "SEAL105", "query")]
    [InlineData("key twice", "SEAL104", "path")]
    [InlineData("slashes", "SEAL104", "path")]
    [InlineData("token", "SEAL119", "key")]
    [InlineData("version 2", "SEAL117", "signature")]
    public void Each_trap_is_named(string trap, string id, string subject)
    {
        var url = trap switch
        {
            "expired" => Url(signedAt: RefusedUpload.Time.AddHours(-2)),
            "region" => Url(region: "us-east-1"),
            "html" => Url().Replace("&", "&amp;", StringComparison.Ordinal),
            "json" => Url().Replace("&", "\\u0026", StringComparison.Ordinal),
            "twice" => Url().Replace("%2F", "%252F", StringComparison.Ordinal),
            "cut" => Url()[..Url().IndexOf("&X-Amz-Expires", StringComparison.Ordinal)],
            "shorter" => Url()[..^10],
            "plus" => Url() + "&response-content-disposition=a+b",
            "key twice" => Url(target: "/a%2520b.txt"),
            "slashes" => Url(target: "/a//b/../c.txt"),
            "token" => Url(token: null),
            _ => "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIASEALANELAB0EXAMPLE&Signature=abcdefghijklmnopqrst%3D&Expires=1700000000",
        };
        var request = Assert.Single(RefusedUpload.Explain(url).Requests);
        Assert.Contains((id, subject), request.Diagnosis.Findings.Select(finding => (finding.Id, finding.Subject)));
        Assert.DoesNotContain(RefusedUpload.Token, ExplanationText.Write(RefusedUpload.Explain(url)), StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_the_refusal_it_is_the_clients_side()
    {
        var url = Url(contentType: null);
        var refused = Url(contentType: null, target: "/b.txt");
        var xml = $"<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>GET\n/b.txt\n{Canonical(refused).Replace("&", "&amp;", StringComparison.Ordinal)}\nhost:bucket.s3.eu-west-1.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD</CanonicalRequest><SignatureProvided>{Signature(url)}</SignatureProvided></Error>";
        var request = Assert.Single(RefusedUpload.Explain(url, xml).Requests);
        Assert.Equal(("SEAL104", "path"), request.Diagnosis.Findings.Where(finding => finding.Broke).Select(finding => (finding.Id, finding.Subject)).Single());
    }

    private static string Signature(string url) => url[(url.IndexOf("X-Amz-Signature=", StringComparison.Ordinal) + "X-Amz-Signature=".Length)..][..64];

    private static string Canonical(string url) =>
        string.Join('&', url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Where(pair => !pair.StartsWith("X-Amz-Signature", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static string Url(
        string target = "/a.txt", string region = "eu-west-1", string? token = RefusedUpload.Token, string method = "GET", string? contentType = "text/plain", DateTimeOffset? signedAt = null)
    {
        const string host = "bucket.s3.eu-west-1.amazonaws.com";
        var head = new RequestHead(method, target, contentType is null ? [new("Host", host)] : [new("Host", host), new("Content-Type", contentType)]);
        var signed = new Presigner(new SigningKeyCache()).Presign(head, new SigningCredentials(RefusedUpload.KeyId, RefusedUpload.Secret, token), new PresigningParameters
        {
            Region = region,
            Time = signedAt ?? RefusedUpload.Time,
            Expires = TimeSpan.FromHours(1),
        });
        return $"https://{host}{signed.Head.Target}";
    }
}
