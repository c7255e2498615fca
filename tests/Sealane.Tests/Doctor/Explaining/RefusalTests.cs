using Sealane.Doctor.Explanations;
using Sealane.Doctor.Findings;

namespace Sealane.Tests.Doctor.Explaining;

/// <summary>An error document and nothing else, as a person pastes it.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("RequestTimeTooSkewed", "<RequestTime>20261124T110000Z</RequestTime><ServerTime>2026-11-24T12:00:00Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>", "SEAL109", "2026-11-24T12:00:00Z")]
    [InlineData("AccessDenied", "<X-Amz-Expires>60</X-Amz-Expires><Expires>2026-11-24T11:00:00Z</Expires><ServerTime>2026-11-24T12:00:00Z</ServerTime>", "SEAL109", "60 seconds")]
    [InlineData("AccessDenied", "<HeadersNotSigned>x-amz-cf-id</HeadersNotSigned>", "SEAL103", "x-amz-cf-id")]
    [InlineData("AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>", "SEAL108", "eu-west-1")]
    [InlineData("AuthorizationQueryParametersError", "", "SEAL117", "presigned parameters")]
    [InlineData("InvalidAccessKeyId", "<AWSAccessKeyId>AKIASEALANELAB0EXAMPLE</AWSAccessKeyId>", "SEAL119", "AKIASEALANELAB0EXAMPLE")]
    [InlineData("XAmzContentSHA256Mismatch", "<ClientComputedContentSHA256>aa</ClientComputedContentSHA256><S3ComputedContentSHA256>bb</S3ComputedContentSHA256>", "SEAL106", "bb")]
    [InlineData("BadDigest", "", "SEAL115", "BadDigest")]
    [InlineData("SlowDown", "", "SEAL120", "SlowDown")]
    [InlineData("NoSuchErrorAtAll", "", "SEAL120", "NoSuchErrorAtAll")]
    public void Each_refusal_has_its_finding(string code, string extras, string id, string says)
    {
        var xml = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>As S3 says.</Message>{extras}<RequestId>1</RequestId></Error>";
        var request = Assert.Single(RefusedUpload.Explain(xml).Requests);
        var finding = Assert.Single(request.Diagnosis.Findings);
        Assert.Equal((id, Severity.Error), (finding.Id, finding.Severity));
        Assert.Contains(says, finding.Explanation, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void A_store_that_does_not_show_what_it_computed_is_said_to_be_one()
    {
        var refused = RefusedUpload.Changed(head => head.With("Content-Type", "text/other"));
        var log = refused.Logs()["boto3"];
        var bare = "<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>";
        var mute = string.Concat(log.AsSpan(0, log.IndexOf("b'<", StringComparison.Ordinal)), $"b'{bare}'\n");

        var request = Assert.Single(RefusedUpload.Explain(mute).Requests);
        Assert.Contains("It does not show what arrived", request.Conclusion, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Diagnosis.Findings, finding => finding.Broke);

        // With the secret one half is proven: the client signed rightly.
        var proven = Assert.Single(RefusedUpload.ExplainWith(RefusedUpload.Secret, mute).Requests);
        Assert.Contains(proven.Facts, fact => fact.Contains("the client's canonical request gives the signature", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_cut_off_in_the_middle_still_says_what_is_left_of_it()
    {
        var xml = RefusedUpload.Changed(RefusedUpload.Reframed).Xml();
        var request = Assert.Single(RefusedUpload.Explain(xml[..xml.IndexOf("<CanonicalRequestBytes>", StringComparison.Ordinal)]).Requests);
        Assert.Equal("SEAL101", request.Diagnosis.Findings[0].Id);
    }

    [Fact]
    public void A_signature_of_a_chunk_is_not_taken_for_the_heads()
    {
        const string xml = "<Error><Code>SignatureDoesNotMatch</Code><Message>m</Message><StringToSign>AWS4-HMAC-SHA256-PAYLOAD\n20261124T120000Z\n20261124/us-east-1/s3/aws4_request</StringToSign></Error>";
        var request = Assert.Single(RefusedUpload.Explain(xml).Requests);
        Assert.Contains("does not show what arrived", request.Conclusion, StringComparison.Ordinal);
        Assert.NotNull(ExplanationText.Write(RefusedUpload.Explain(xml)));
    }
}
