using System.Net;
using Sealane.Gateway;
using Sealane.Protocol.Objects;
using Sealane.Tests.Client;

namespace Sealane.Tests.Gateway;

/// <summary>What a load balancer and a monitoring system ask.</summary>
public sealed class AdminTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_means_that_the_store_answers()
    {
        await using var gated = await GatedStore.StartAsync();
        await using var store = new ScriptedServer(new Reply { Drops = true });
        await using var lost = await S3Gateway.StartAsync(GatedStore.Options(store.Url));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(gated.Gateway.Admin!, "/healthz/ready"), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(new Uri(lost.Admin!, "/healthz/ready"), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(lost.Admin!, "/healthz/live"), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(lost.Admin!, "/"), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Metrics_count_requests_refusals_and_bytes_and_hold_no_key()
    {
        await using var gated = await GatedStore.StartAsync();
        await using var s3 = gated.Client();
        await s3.PutObjectAsync("box", "k", new byte[1234], Cancellation);
        using var wrong = gated.Sdk(secret: "wrong");
        await Assert.ThrowsAnyAsync<Exception>(() => wrong.GetObjectAsync("box", "k", Cancellation));
        await gated.RecordAsync(1);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        var page = await http.GetStringAsync(new Uri(gated.Gateway.Admin!, "/metrics"), Cancellation);

        Assert.Contains("sealane_gateway_requests_total{method=\"PUT\",status=\"200\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("sealane_gateway_requests_total{method=\"GET\",status=\"403\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("sealane_gateway_refusals_total{code=\"SignatureDoesNotMatch\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("sealane_gateway_received_bytes_total 1234\n", page, StringComparison.Ordinal);
        Assert.Contains("sealane_gateway_in_flight_requests 0\n", page, StringComparison.Ordinal);
        Assert.Contains("sealane_gateway_request_duration_seconds_bucket{le=\"+Inf\"} 2\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain(GatedStore.CallerKey.AccessKeyId, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_is_a_line_without_secrets()
    {
        await using var gated = await GatedStore.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        const string signature = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        await http.GetAsync(new Uri(gated.Gateway.Uri, $"/box/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=TEAMA%2F20260101%2Fus-east-1%2Fs3%2Faws4_request"
            + $"&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Security-Token=tokentokentoken&X-Amz-Signature={signature}"), Cancellation);

        var record = await gated.RecordAsync();

        Assert.Contains(" TEAMA ", $"{record}", StringComparison.Ordinal);
        Assert.DoesNotContain(signature, $"{record} {record.Explanation}", StringComparison.Ordinal);
        Assert.DoesNotContain("tokentokentoken", $"{record} {record.Explanation}", StringComparison.Ordinal);
        Assert.DoesNotContain("\n", $"{record}", StringComparison.Ordinal);
    }
}
