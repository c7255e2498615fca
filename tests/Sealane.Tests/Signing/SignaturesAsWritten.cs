using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Tests.Signing;

/// <summary>Reading signatures that are absent, whole or broken, and what a person gets to see of them.</summary>
public sealed class SignaturesAsWritten
{
    private const string Scope = "AKID/20260101/us-east-1/s3/aws4_request";
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Whole = $"AWS4-HMAC-SHA256 Credential={Scope}, SignedHeaders=host;x-amz-date, Signature={Hex}";
    private const string WholeQuery = $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Signature={Hex}";

    [Theory]
    [InlineData("AWS AKID:signature", AuthorizationFault.SignatureVersion2)]
    [InlineData("Basic dXNlcg==", AuthorizationFault.UnsupportedType)]
    [InlineData("AWS4-HMAC-SHA256  Credential=" + Scope + ", SignedHeaders=host, Signature=" + Hex, AuthorizationFault.Spacing)]
    [InlineData("AWS4-HMAC-SHA256", AuthorizationFault.Spacing)]
    [InlineData("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=" + Hex, AuthorizationFault.MissingCredential)]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", Signature=" + Hex, AuthorizationFault.MissingSignedHeaders)]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=host", AuthorizationFault.MissingSignature)]
    [InlineData(Whole + ", Extra=1", AuthorizationFault.Components)]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/s3, SignedHeaders=host, Signature=" + Hex, AuthorizationFault.Credential)]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/s3/aws5_request, SignedHeaders=host, Signature=" + Hex, AuthorizationFault.CredentialTerminator)]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/2026-1-1/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=" + Hex, AuthorizationFault.CredentialDate)]
    public void A_broken_header_says_what_is_broken(string authorization, AuthorizationFault fault)
    {
        var reading = Assert.IsType<AuthorizationReading.Malformed>(Read("/", authorization));
        Assert.Equal(fault, reading.Fault);
        Assert.Equal(AuthorizationForm.Header, reading.Form);
    }

    [Theory]
    [InlineData(WholeQuery, AuthorizationFault.MissingParameters)]
    [InlineData(WholeQuery + "&X-Amz-Expires=x", AuthorizationFault.ExpiresNotANumber)]
    [InlineData(WholeQuery + "&X-Amz-Expires=-1", AuthorizationFault.ExpiresNegative)]
    [InlineData(WholeQuery + "&X-Amz-Expires=604801", AuthorizationFault.ExpiresTooLong)]
    [InlineData("AWSAccessKeyId=AKID&Signature=x&Expires=1", AuthorizationFault.SignatureVersion2)]
    public void A_broken_query_says_what_is_broken(string query, AuthorizationFault fault) =>
        Assert.Equal(fault, Assert.IsType<AuthorizationReading.Malformed>(Read("/?" + query, null)).Fault);

    [Theory]
    [InlineData(Whole)]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ",SignedHeaders=host;x-amz-date,Signature=" + Hex)]
    public void Blanks_after_the_commas_are_a_matter_of_taste(string authorization)
    {
        var reading = Assert.IsType<AuthorizationReading.Present>(Read("/", authorization)).Authorization;
        Assert.Equal("AKID", reading.AccessKeyId);
        Assert.Equal(["host", "x-amz-date"], reading.SignedHeaders);
        Assert.Equal(new CredentialScope("20260101", "us-east-1", "s3"), reading.Scope);
        Assert.Equal("20260101T000000Z", reading.Timestamp);
    }

    [Fact]
    public void A_key_id_may_hold_a_slash() => Assert.Equal(
        "tenant/user",
        Assert.IsType<AuthorizationReading.Present>(Read("/", Whole.Replace("=AKID/", "=tenant/user/", StringComparison.Ordinal))).Authorization.AccessKeyId);

    [Fact]
    public void A_week_is_the_longest_a_presigned_request_may_last() =>
        Assert.Equal(TimeSpan.FromDays(7), Assert.IsType<AuthorizationReading.Present>(Read("/?" + WholeQuery + "&X-Amz-Expires=604800", null)).Authorization.Expires);

    [Fact]
    public void No_signature_and_two_signatures_are_told_apart()
    {
        Assert.IsType<AuthorizationReading.Absent>(Read("/?prefix=a", null));
        Assert.Equal(AuthorizationFault.TwoForms, Assert.IsType<AuthorizationReading.Malformed>(Read("/?" + WholeQuery, Whole)).Fault);
    }

    [Fact]
    public void Nothing_that_a_person_sees_holds_a_secret()
    {
        var credentials = new SigningCredentials("AKID", "the-secret", "the-token");
        var parameters = new PresigningParameters { Region = "us-east-1", Time = DateTimeOffset.UnixEpoch };
        var head = new RequestHead("GET", "/key", [new("Host", "bucket"), new("x-amz-server-side-encryption-customer-key", "the-sse-key")]);
        var signed = new Signer(new SigningKeyCache()).Sign(head, credentials, parameters);
        var presigned = new Presigner(new SigningKeyCache()).Presign(head, credentials, parameters);
        var verification = SignatureVectors.Check(signed.Head, "the-secret");
        string[] seen =
        [
            credentials.ToString(), signed.Head.ToString(), signed.ToString()!, signed.Trace.ToString(), presigned.Head.ToString(), verification.ToString()!,
            verification.Trace.ToString(), SigningKey.Derive("the-secret", signed.Trace.Scope).ToString(),
            .. signed.Head.Fields.Select(field => field.ToString()),
            Secrecy.MaskCanonicalRequest(WireText.FromBytes(signed.Trace.CanonicalRequest)),
            Secrecy.MaskCanonicalRequest(WireText.FromBytes(presigned.Trace.CanonicalRequest)),
            Assert.IsType<AuthorizationReading.Present>(AuthorizationReader.Read(signed.Head)).ToString(),
        ];
        foreach (var secret in (string[])["the-secret", "the-token", "the-sse-key", signed.Trace.Signature, presigned.Trace.Signature])
        {
            Assert.DoesNotContain(seen, text => text.Contains(secret, StringComparison.Ordinal));
        }

        Assert.Contains(seen, text => text.Contains("Credential=AKID", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no file 'https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=abc&X-Amz-Expires=60'.", "There is no file 'https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=(masked)&X-Amz-Expires=60'.")]
    [InlineData("k?x-amz-security-token=a%2Fb+c== is no key", "k?x-amz-security-token=(masked) is no key")]
    [InlineData("'ftp://owner:pass@host/a@b' is no endpoint", "'ftp://(masked)@host/a@b' is no endpoint")]
    [InlineData("https://host/a@b and owner@host: nothing to hide", "https://host/a@b and owner@host: nothing to hide")]
    public void A_sentence_that_quotes_a_URL_quotes_no_secret_of_it(string sentence, string shown) => Assert.Equal(shown, Secrecy.MaskText(sentence));

    [Theory]
    [InlineData("key ", "secret")]
    [InlineData("key", "secret\n")]
    public void A_key_that_was_copied_with_a_blank_is_refused_at_once(string id, string secret)
    {
        var error = Assert.Throws<ArgumentException>(() => new SigningCredentials(id, secret));
        Assert.DoesNotContain("secret\n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_the_header_table_has_its_reason_and_its_source()
    {
        Assert.All(HeaderTable.Rows, row => Assert.True(row.Why.Length > 10 && row.Source.Length > 3, row.Name));
        Assert.All(HeaderTable.Rows, row => Assert.Equal(row.Name.ToLowerInvariant(), row.Name));
        Assert.DoesNotContain(HeaderTable.Rows, row => row.Fate == HeaderFate.HopByHop && row.Rule != SigningRule.Never);
        Assert.Equal(SigningRule.Never, HeaderTable.Find("X-Amzn-Trace-Id")!.Rule);
        Assert.Equal(SigningRule.Always, HeaderTable.Find("X-Amz-Anything")!.Rule);
        Assert.Null(HeaderTable.Find("x-unheard-of"));
    }

    private static AuthorizationReading Read(string target, string? authorization) => AuthorizationReader.Read(new RequestHead(
        "GET", target, authorization is null ? [new("Host", "bucket")] : [new("Host", "bucket"), new("x-amz-date", "20260101T000000Z"), new("Authorization", authorization)]));
}
