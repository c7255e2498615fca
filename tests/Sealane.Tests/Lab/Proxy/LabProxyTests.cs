using System.Text;
using Sealane.Lab.Names;
using Sealane.Lab.Proxy;

namespace Sealane.Tests.Lab.Proxy;

public class LabProxyTests
{
    private const string Bucket = "bucket.s3-accelerate.amazonaws.com";

    [Theory]
    [InlineData("sts.amazonaws.com", 443)]
    [InlineData("bucket.s3.amazonaws.com.evil.example", 443)]
    [InlineData("169.254.169.254", 80)]
    [InlineData("localhost", 1)]
    [InlineData("127.0.0.1", 1)]
    public async Task A_tunnel_to_what_lies_outside_is_refused_in_words_and_reported(string host, int port)
    {
        await using var bench = await ProxyBench.StartAsync();

        var answer = await bench.SayAsync($"CONNECT {host}:{port} HTTP/1.1\nHost: {host}:{port}\n\n");

        Assert.StartsWith("HTTP/1.1 403 Outside the Sealane lab\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"{host}:{port} lies outside the lab", answer, StringComparison.Ordinal);
        Assert.Equal((new Authority(host, port), RefusalReason.OutsideTheLab), bench.Refusals.Select(refusal => (refusal.Address, refusal.Reason)).Single());
        Assert.Equal(0, bench.Origin.Requests);
    }

    [Fact]
    public async Task A_request_through_a_tunnel_reaches_the_origin_and_is_recorded_as_it_was_sent()
    {
        const string Head = "GET /a//b/../%7e?x=%2f HTTP/1.1\r\nHost: " + Bucket + "\r\nX-Odd-CASE:  two  blanks \r\nConnection: close\r\n\r\n";
        await using var bench = await ProxyBench.StartAsync("transparent");

        var answer = await ProxyBench.SayAsync(await bench.Dial.ThroughProxyAsync(Bucket, TestContext.Current.CancellationToken), Head);

        Assert.EndsWith($"GET /a//b/../%7e?x=%2f host={Bucket} names=Connection,Host,X-Odd-CASE", answer, StringComparison.Ordinal);
        var voyage = Assert.Single(await bench.VoyagesAsync());
        Assert.Equal(Head, Encoding.Latin1.GetString(voyage.Sent));
    }

    [Fact]
    public async Task Edges_stand_in_the_order_in_which_they_were_named()
    {
        await using var bench = await ProxyBench.StartAsync("transparent", "transparent", "transparent");

        await ProxyBench.SayAsync(
            await bench.Dial.ToFrontAsync(Bucket, TestContext.Current.CancellationToken), $"GET /1 HTTP/1.1\nHost: {Bucket}\n\nGET /2 HTTP/1.1\nHost: {Bucket}\nConnection: close\n\n");

        var voyages = await bench.VoyagesAsync();
        Assert.Equal(["ECHO1", "ECHO2"], voyages.Select(voyage => voyage.Id));
        Assert.All(voyages, voyage => Assert.Equal(3, voyage.Hops.Count));
        Assert.All(voyages, voyage => Assert.Equal(voyage.Hops[0].After, voyage.Hops[1].Before));
    }

    [Fact]
    public async Task A_target_in_absolute_form_goes_on_as_a_path_and_what_was_said_to_the_proxy_stays_there()
    {
        const string Head = "GET http://bucket.s3.amazonaws.com/k%20k?a HTTP/1.1\r\nHost: bucket.s3.amazonaws.com\r\nProxy-Connection: keep-alive\r\nConnection: close\r\n\r\n";
        await using var bench = await ProxyBench.StartAsync("transparent");

        var answer = await bench.SayAsync(Head);

        Assert.EndsWith("GET /k%20k?a host=bucket.s3.amazonaws.com names=Connection,Host", answer, StringComparison.Ordinal);
        var voyage = Assert.Single(await bench.VoyagesAsync());
        Assert.Equal(["forward-proxy", "transparent"], voyage.Hops.Select(hop => hop.Name));
        Assert.Equal(Head, Encoding.Latin1.GetString(voyage.Sent));
    }

    [Theory]
    [InlineData("http://bucket.s3.amazonaws.com?x", "wrong.example", "GET /?x host=bucket.s3.amazonaws.com ")]
    [InlineData("http://bucket.s3.amazonaws.com:80/", "Bucket.s3.amazonaws.com", "GET / host=Bucket.s3.amazonaws.com ")]
    [InlineData("https://bucket.localhost/k", "bucket.localhost", "GET /k host=bucket.localhost ")]
    public async Task The_authority_of_an_absolute_target_is_the_one_that_counts(string target, string host, string seen)
    {
        await using var bench = await ProxyBench.StartAsync("transparent");

        var answer = await bench.SayAsync($"GET {target} HTTP/1.1\nHost: {host}\nConnection: close\n\n");

        Assert.Contains(seen, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_in_the_clear_for_what_lies_outside_is_refused_on_a_kept_connection_too()
    {
        await using var bench = await ProxyBench.StartAsync("transparent");

        var answers = await bench.SayAsync(
            "GET http://bucket.s3.amazonaws.com/ HTTP/1.1\nHost: bucket.s3.amazonaws.com\n\n"
            + "PUT http://example.com/secret HTTP/1.1\nHost: example.com\nContent-Length: 2\n\nhi");

        Assert.StartsWith("HTTP/1.1 200 OK", answers, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 403 Outside the Sealane lab", answers, StringComparison.Ordinal);
        Assert.Equal(new Authority("example.com", 80), Assert.Single(bench.Refusals).Address);
        Assert.Equal(1, bench.Origin.Requests);
        Assert.Single(await bench.VoyagesAsync());
    }

    [Fact]
    public async Task The_labs_own_address_needs_no_proxy_and_may_be_asked_through_one()
    {
        await using var bench = await ProxyBench.StartAsync("transparent");
        var own = $"127.0.0.1:{bench.Port}";

        var direct = await bench.SayAsync($"GET /direct HTTP/1.1\nHost: {own}\nConnection: close\n\n");
        var proxied = await bench.SayAsync($"GET http://{own}/proxied HTTP/1.1\nHost: {own}\nConnection: close\n\n");

        Assert.Contains("GET /direct host=", direct, StringComparison.Ordinal);
        Assert.Contains("GET /proxied host=", proxied, StringComparison.Ordinal);
        Assert.Empty(bench.Refusals);
    }

    [Fact]
    public async Task What_is_no_request_is_answered_with_400_and_recorded()
    {
        await using var bench = await ProxyBench.StartAsync("transparent");

        var answer = await bench.SayAsync("this is no HTTP\n\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(await bench.VoyagesAsync()).Hops[0].After);
    }

    [Fact]
    public async Task OpenSSL_shakes_hands_with_the_front_under_a_name_of_many_labels()
    {
        const string Host = "a.bucket.s3-accelerate.dualstack.amazonaws.com";
        await using var bench = await ProxyBench.StartAsync("transparent");

        var outcome = await ForeignProgram.RunAsync(
            ForeignProgram.Require("openssl"),
            ["s_client", "-connect", $"127.0.0.1:{bench.Port}", "-servername", Host, "-verify_hostname", Host, "-verify_return_error",
                "-CAfile", bench.AuthorityFile, "-no-CApath", "-no-CAstore", "-quiet", "-ign_eof"],
            $"GET / HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n\r\n");

        Assert.True(outcome.Exit == 0, outcome.ToString());
        Assert.Contains($"host={Host}", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Python_goes_through_the_tunnel_and_verifies_strictly()
    {
        const string Script = """
            import http.client, ssl, sys
            context = ssl.create_default_context(cafile=sys.argv[2])
            context.verify_flags |= ssl.VERIFY_X509_STRICT
            connection = http.client.HTTPSConnection("127.0.0.1", int(sys.argv[1]), context=context)
            connection.set_tunnel("bucket.s3.dualstack.eu-west-1.amazonaws.com", 443)
            connection.request("GET", "/python")
            print(connection.getresponse().read().decode())
            """;
        await using var bench = await ProxyBench.StartAsync("transparent");

        var outcome = await ForeignProgram.RunAsync(ForeignProgram.Require("python3"), ["-", $"{bench.Port}", bench.AuthorityFile], Script);

        Assert.True(outcome.Exit == 0, outcome.ToString());
        Assert.Contains("GET /python host=bucket.s3.dualstack.eu-west-1.amazonaws.com", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_trusts_the_authority_that_its_environment_names()
    {
        const string Script = """
            const options = { host: "127.0.0.1", port: process.argv[2], servername: "bucket.s3.amazonaws.com", headers: { Host: "bucket.s3.amazonaws.com" }, path: "/node" };
            require("https").get(options, answer => answer.on("data", data => process.stdout.write(data)));
            """;
        await using var bench = await ProxyBench.StartAsync("transparent");

        var outcome = await ForeignProgram.RunAsync(
            ForeignProgram.Require("node"), ["-", $"{bench.Port}"], Script, environment => environment["NODE_EXTRA_CA_CERTS"] = bench.AuthorityFile);

        Assert.True(outcome.Exit == 0, outcome.ToString());
        Assert.Contains("GET /node host=bucket.s3.amazonaws.com", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_reaches_the_lab_by_connect_to_and_its_address_by_certificate_too()
    {
        await using var bench = await ProxyBench.StartAsync("transparent");
        var curl = ForeignProgram.Require("curl");

        var named = await ForeignProgram.RunAsync(
            curl, ["-sS", "--noproxy", "*", "--cacert", bench.AuthorityFile, "--connect-to", $"::127.0.0.1:{bench.Port}", $"https://{Bucket}/named"]);
        var addressed = await ForeignProgram.RunAsync(
            curl, ["-sS", "--noproxy", "*", "--cacert", bench.AuthorityFile, $"https://127.0.0.1:{bench.Port}/addressed"]);

        Assert.Contains($"GET /named host={Bucket}", named.ToString(), StringComparison.Ordinal);
        Assert.Contains("GET /addressed host=127.0.0.1", addressed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_lab_is_reported_with_the_remedy()
    {
        await using var bench = await ProxyBench.StartAsync("transparent");

        var outcome = await ForeignProgram.RunAsync(
            ForeignProgram.Require("curl"), ["-sS", "--noproxy", "*", "--cacert", "/dev/null", "--connect-to", $"::127.0.0.1:{bench.Port}", $"https://{Bucket}/"]);
        await bench.VoyagesAsync();

        Assert.NotEqual(0, outcome.Exit);
        var refusal = Assert.Single(bench.Refusals);
        Assert.Equal((Bucket, RefusalReason.TlsFailed), (refusal.Address.Host, refusal.Reason));
        Assert.Contains("AWS_CA_BUNDLE", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_for_a_name_outside_gets_no_certificate()
    {
        await using var bench = await ProxyBench.StartAsync("transparent");

        var outcome = await ForeignProgram.RunAsync(
            ForeignProgram.Require("curl"), ["-sSk", "--noproxy", "*", "--connect-to", $"::127.0.0.1:{bench.Port}", "https://example.com/"]);
        await bench.VoyagesAsync();

        Assert.NotEqual(0, outcome.Exit);
        Assert.Equal(("example.com", RefusalReason.OutsideTheLab), bench.Refusals.Select(refusal => (refusal.Address.Host, refusal.Reason)).Single());
    }
}
