using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Sealane.Gateway.Records;

/// <summary>What a gateway has done since it started, in the text form that Prometheus reads. Thread-safe.</summary>
internal sealed class GatewayCounters
{
    private static readonly double[] Bounds = [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60];

    private readonly ConcurrentDictionary<(string Method, int Status), long> _requests = new();
    private readonly ConcurrentDictionary<string, long> _refusals = new(StringComparer.Ordinal);
    private readonly long[] _durations = new long[Bounds.Length + 1];
    private long _microseconds;
    private long _bytesIn;
    private long _bytesOut;
    private long _abandoned;
    private int _inFlight;

    /// <summary>A request has come.</summary>
    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>A request has ended.</summary>
    public void End(ForwardedRequest request)
    {
        Interlocked.Decrement(ref _inFlight);
        if (request.Status is { } status)
        {
            // Methods come from callers, known or not: what is none of S3's must not become a row of its own.
            var method = request.Method is "GET" or "HEAD" or "PUT" or "POST" or "DELETE" ? request.Method : "other";
            _requests.AddOrUpdate((method, status), 1, static (_, count) => count + 1);
        }
        else
        {
            Interlocked.Increment(ref _abandoned);
        }

        if (request.ErrorCode is { } code)
        {
            _refusals.AddOrUpdate(code, 1, static (_, count) => count + 1);
        }

        Interlocked.Add(ref _bytesIn, request.BytesIn);
        Interlocked.Add(ref _bytesOut, request.BytesOut);
        Interlocked.Add(ref _microseconds, (long)request.Duration.TotalMicroseconds);
        var bucket = Array.FindIndex(Bounds, bound => request.Duration.TotalSeconds <= bound);
        Interlocked.Increment(ref _durations[bucket < 0 ? Bounds.Length : bucket]);
    }

    /// <summary>The page (Prometheus text format 0.0.4).</summary>
    public string Write()
    {
        var page = new StringBuilder();
        Family(page, "requests_total", "counter", "Requests answered, the store's answers and the gateway's own.");
        foreach (var ((method, status), count) in _requests.OrderBy(row => row.Key.Method, StringComparer.Ordinal).ThenBy(row => row.Key.Status))
        {
            Sample(page, "requests_total", $"{{method=\"{method}\",status=\"{status.ToString(CultureInfo.InvariantCulture)}\"}}", count);
        }

        Family(page, "refusals_total", "counter", "Requests that the gateway itself refused, by error code.");
        foreach (var (code, count) in _refusals.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            Sample(page, "refusals_total", $"{{code=\"{code}\"}}", count);
        }

        Single(page, "abandoned_total", "counter", "Requests whose callers went away before an answer.", Interlocked.Read(ref _abandoned));
        Single(page, "in_flight_requests", "gauge", "Requests under way.", Volatile.Read(ref _inFlight));
        Single(page, "received_bytes_total", "counter", "Bytes of objects that came in, without their framing.", Interlocked.Read(ref _bytesIn));
        Single(page, "sent_bytes_total", "counter", "Bytes of bodies that went out.", Interlocked.Read(ref _bytesOut));
        Durations(page);
        return page.ToString();
    }

    private void Durations(StringBuilder page)
    {
        Family(page, "request_duration_seconds", "histogram", "From the head of a request to the end of its answer.");
        long count = 0;
        for (var i = 0; i <= Bounds.Length; i++)
        {
            count += Interlocked.Read(ref _durations[i]);
            var bound = i == Bounds.Length ? "+Inf" : Bounds[i].ToString(CultureInfo.InvariantCulture);
            Sample(page, "request_duration_seconds_bucket", $"{{le=\"{bound}\"}}", count);
        }

        page.Append(CultureInfo.InvariantCulture, $"sealane_gateway_request_duration_seconds_sum {Interlocked.Read(ref _microseconds) / 1e6}\n");
        Sample(page, "request_duration_seconds_count", "", count);
    }

    private static void Single(StringBuilder page, string name, string type, string help, long value)
    {
        Family(page, name, type, help);
        Sample(page, name, "", value);
    }

    private static void Family(StringBuilder page, string name, string type, string help) =>
        page.Append(CultureInfo.InvariantCulture, $"# HELP sealane_gateway_{name} {help}\n# TYPE sealane_gateway_{name} {type}\n");

    private static void Sample(StringBuilder page, string name, string labels, long value) =>
        page.Append(CultureInfo.InvariantCulture, $"sealane_gateway_{name}{labels} {value}\n");
}
