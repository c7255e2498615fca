using System.Net;
using System.Text.Json;
using Sealane.Lab;
using Sealane.Lab.Consoles;
using Sealane.Lab.Imitations;

namespace Sealane.Tests.Lab.Consoles;

/// <summary>The console as those who look at it over HTTP find it.</summary>
public sealed class LiveConsoleTests : IAsyncLifetime
{
    private static readonly UploadTarget Target = UploadTarget.Accelerated("bucket", "k");

    private readonly LiveConsole _console = new(new LiveConsoleOptions { MostRequests = 3 });
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private S3Lab? _lab;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _lab = await S3Lab.StartAsync(new LabOptions { OnVoyage = _console.Publish }, Cancellation);
        _http.BaseAddress = await _console.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), ["export A=1"], Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _lab!.DisposeAsync();
        await _console.DisposeAsync();
    }

    [Fact]
    public async Task A_request_appears_with_its_way_in_every_window_while_it_is_sent()
    {
        await using var one = await Events.OpenAsync(_http);
        await using var two = await Events.OpenAsync(_http);
        await UploadAsync();

        foreach (var window in new[] { one, two })
        {
            var request = await window.NextAsync("request");
            using var diagnosis = JsonDocument.Parse(request.Data);
            Assert.Equal("PUT /k", diagnosis.RootElement.GetProperty("request").GetString());
            Assert.Equal("cloudfront-accelerate", diagnosis.RootElement.GetProperty("way")[0].GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task A_window_that_comes_back_gets_what_it_missed_and_a_new_one_what_is_kept()
    {
        await using var window = await Events.OpenAsync(_http);
        await UploadAsync();
        var first = await window.NextAsync("request");
        await UploadAsync();
        var second = await window.NextAsync("request");

        await using var back = await Events.OpenAsync(_http, first.Id);
        Assert.Equal(second.Id, (await back.NextAsync("request")).Id);
        await using var fresh = await Events.OpenAsync(_http);
        Assert.Equal(first.Id, (await fresh.NextAsync("request")).Id);
    }

    [Fact]
    public async Task A_window_of_another_run_is_told_to_begin_anew()
    {
        await using var window = await Events.OpenAsync(_http, "another-17");
        await UploadAsync();
        Assert.EndsWith("-1", (await window.NextAsync("request", "cleared")).Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_requests_are_kept_and_no_more()
    {
        await using (var window = await Events.OpenAsync(_http))
        {
            for (var i = 0; i < 5; i++)
            {
                await UploadAsync();
                await window.NextAsync("request");
            }
        }

        using var report = JsonDocument.Parse(await _http.GetStringAsync(new Uri("report.json", UriKind.Relative), Cancellation));
        Assert.Equal(3, report.RootElement.GetProperty("requests").GetInt32());
    }

    [Fact]
    public async Task What_is_cleared_is_gone_for_all_and_only_the_consoles_own_page_may_clear()
    {
        await using var window = await Events.OpenAsync(_http);
        await UploadAsync();
        await window.NextAsync("request");

        Assert.Equal(HttpStatusCode.Forbidden, await ClearAsync(null));
        Assert.Equal(HttpStatusCode.Forbidden, await ClearAsync("http://elsewhere.example"));
        Assert.Equal(HttpStatusCode.NoContent, await ClearAsync(_http.BaseAddress!.GetLeftPart(UriPartial.Authority)));
        await window.NextAsync("cleared");
        Assert.Contains("\"requests\": 0", await _http.GetStringAsync(new Uri("report.json", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_name_that_points_here_reads_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/report.json") { Headers = { Host = "rebound.example" } };
        using var answer = await _http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task What_comes_too_fast_is_counted_and_whoever_sends_it_never_waits()
    {
        await using var hurried = new LiveConsole(new LiveConsoleOptions { MostWaiting = 1 });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = await hurried.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), [], Cancellation) };
        await UploadAsync();
        var voyage = await _lab!.FindVoyageAsync(voyage => voyage.Arrival is not null, Cancellation);
        for (var i = 0; i < 2_000; i++)
        {
            hurried.Publish(voyage);
        }

        await using var window = await Events.OpenAsync(http);
        Assert.NotEqual("0", (await window.NextAsync("missed")).Data);
    }

    [Fact]
    public async Task A_console_beyond_this_machine_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _console.StartAsync(new IPEndPoint(IPAddress.Any, 0), [], Cancellation));

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_way_out()
    {
        await using var other = new LiveConsole();
        var refused = await Assert.ThrowsAsync<IOException>(() => other.StartAsync(new IPEndPoint(IPAddress.Loopback, _http.BaseAddress!.Port), [], Cancellation));
        Assert.Contains("Choose another, or 0", refused.Message, StringComparison.Ordinal);
    }

    private Task<ImitatedAnswer> UploadAsync() => _lab!.Imitate(Boto3.V1367).PutObjectAsync(Target, "hello"u8.ToArray(), Cancellation);

    private async Task<HttpStatusCode> ClearAsync(string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/clear");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await _http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    /// <summary>A window's view of the stream.</summary>
    private sealed class Events(HttpResponseMessage answer, StreamReader reader) : IAsyncDisposable
    {
        public static async Task<Events> OpenAsync(HttpClient http, string? lastId = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
            if (lastId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastId);
            }

            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.ToString());
            return new Events(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation)));
        }

        /// <summary>The next event of a type; what comes before it is passed over, but must have had the other type in it where one is named.</summary>
        public async Task<(string? Id, string Data)> NextAsync(string type, string? after = null)
        {
            while (true)
            {
                string? name = null, id = null, data = null;
                while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } line)
                {
                    (name, id, data) = line.Split(": ", 2) switch
                    {
                        ["event", var value] => (value, id, data),
                        ["id", var value] => (name, value, data),
                        ["data", var value] => (name, id, value),
                        _ => throw new FormatException(line),
                    };
                }

                after = name == after ? null : after;
                if (name == type)
                {
                    Assert.Null(after);
                    return (id, data!);
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            answer.Dispose();
            return default;
        }
    }
}
