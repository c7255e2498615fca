using Sealane.Credentials;
using Sealane.Doctor.Findings;
using Sealane.Edge.Relay;
using Sealane.Lab;
using Sealane.Lab.Assertions;
using Sealane.Lab.Imitations;
using Sealane.Protocol.Objects;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.Tests.Lab;

/// <summary>What a test may ask the lab, and what it is told when the answer is no.</summary>
public class LabAssertionTests
{
    private static readonly UploadTarget Accelerated = UploadTarget.Accelerated("photos", "a.txt");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_signs_what_the_way_leaves_alone_survives()
    {
        await using var lab = await S3Lab.StartAsync(new() { Holds = HoldSchedule.Always(new HoldWholeBody()) }, Cancellation);

        await lab.Imitate(Boto3.V1367).PutObjectAsync(Accelerated, "hello"u8.ToArray(), Cancellation);

        lab.AssertAllSurvive();
        Assert.Empty(lab.Findings);
        var request = lab.AssertRequested("PutObject", "photos", "a.txt");
        Assert.Equal((200, null, "PUT", BodyFraming.Chunked), (request.Status, request.ErrorCode, request.Method, request.Framing));
        Assert.Contains("x-amz-content-sha256", request.SignedHeaders);
        Assert.Equal("chunked", request.Header("Transfer-Encoding"));
        Assert.Equal("PutObject photos/a.txt: 200", request.ToString());
    }

    [Fact]
    public async Task A_client_that_breaks_is_told_why_in_the_doctors_words()
    {
        await using var lab = await S3Lab.StartAsync(new() { Holds = HoldSchedule.Always(new HoldWholeBody()) }, Cancellation);

        await lab.Imitate(Boto3.V1360).PutObjectAsync(Accelerated, "hello"u8.ToArray(), Cancellation);

        var told = Assert.Throws<LabAssertionException>(lab.AssertAllSurvive).Message;
        Assert.StartsWith("1 of 1 requests do not survive the way as they should.", told, StringComparison.Ordinal);
        Assert.Contains("SEAL101", told, StringComparison.Ordinal);
        Assert.Contains("transfer-encoding", told, StringComparison.Ordinal);
        Assert.Equal("SEAL101", Assert.Single(lab.Findings).Id);
        Assert.Equal((403, "SignatureDoesNotMatch", Verdict.Breaks), (lab.Requests[0].Status, lab.Requests[0].ErrorCode, lab.Requests[0].Verdict));
    }

    [Fact]
    public async Task A_run_that_was_merely_lucky_does_not_pass()
    {
        await using var lab = await S3Lab.StartAsync(new() { Holds = HoldSchedule.Always(new HoldNothing()) }, Cancellation);

        var answer = await lab.Imitate(Boto3.V1360).PutObjectAsync(Accelerated, "hello"u8.ToArray(), Cancellation);

        Assert.Equal("200", answer.ToString());
        Assert.Contains("SEAL101", Assert.Throws<LabAssertionException>(lab.AssertAllSurvive).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_nothing_came_is_no_proof_of_anything()
    {
        await using var lab = await S3Lab.StartAsync(cancellationToken: Cancellation);

        Assert.Equal(
            $"No request came to the lab. Point the client at {lab.Endpoint}, or at the lab's proxy.",
            Assert.Throws<LabAssertionException>(lab.AssertAllSurvive).Message);
    }

    [Fact]
    public async Task A_client_that_asks_another_host_too_is_told_which()
    {
        await using var lab = await S3Lab.StartAsync(cancellationToken: Cancellation);
        await lab.Imitate(Boto3.V1367).PutObjectAsync(Accelerated, "hello"u8.ToArray(), Cancellation);
        using var http = new HttpClient(lab.CreateHandler());
        await http.GetAsync(new Uri("http://example.com/"), Cancellation);

        Assert.Contains("example.com", Assert.Throws<LabAssertionException>(lab.AssertAllSurvive).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_keys_of_its_own_proves_nothing()
    {
        await using var lab = await S3Lab.StartAsync(cancellationToken: Cancellation);
        await using var s3 = new S3Client(new()
        {
            EndpointUrl = lab.Endpoint,
            Region = lab.Region,
            Credentials = new GivenCredentials(new SigningCredentials("AKIDOTHER", "other")),
            Proxy = ProxyRules.None,
        });
        await Assert.ThrowsAnyAsync<Exception>(() => s3.PutObjectAsync("photos", "a.txt", "hello"u8.ToArray(), Cancellation));

        Assert.Contains("SEAL119", Assert.Throws<LabAssertionException>(lab.AssertAllSurvive).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_a_signature_proves_nothing()
    {
        await using var lab = await S3Lab.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(lab.CreateHandler());
        await http.GetAsync(new Uri(lab.Endpoint, "photos/a.txt"), Cancellation);

        Assert.Throws<LabAssertionException>(lab.AssertAllSurvive);
    }

    [Fact]
    public async Task A_request_that_was_not_made_is_missed_with_those_that_were()
    {
        await using var lab = await S3Lab.StartAsync(cancellationToken: Cancellation);
        await lab.Imitate(Boto3.V1367).PutObjectAsync(Accelerated, "hello"u8.ToArray(), Cancellation);

        Assert.Equal(
            "No request was DeleteObject of photos with the key a.txt. The lab saw 1:\n  PutObject photos/a.txt: 200",
            Assert.Throws<LabAssertionException>(() => lab.AssertRequested("DeleteObject", "photos", "a.txt")).Message);
    }

    [Fact]
    public async Task What_a_request_prints_holds_no_secret()
    {
        await using var lab = await S3Lab.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(lab.CreateHandler());
        await http.GetAsync(new Uri(lab.Endpoint, "photos/a.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0123456789abcdef"), Cancellation);

        Assert.DoesNotContain("0123456789abcdef", $"{lab.Requests[0]} {lab.Requests[0].Target}", StringComparison.Ordinal);
    }
}
