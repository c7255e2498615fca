using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sealane.Telemetry;

/// <summary>What a listener can hear of: the activity source and the meter, both named <c>Sealane</c>. Nothing is made while nobody listens.</summary>
/// <remarks>
/// Names and attributes are OpenTelemetry's for AWS calls where it has one (semantic conventions, "AWS SDK", "S3"). No URL, header or query
/// is an attribute, so neither a signature nor a secret can be one.
/// <code>
///   sealane.request.duration   s            rpc.method, http.response.status_code, error.type      its count is the number of requests
///   sealane.request.retries    {retry}      rpc.method, error.type
///   sealane.sent               By           bytes of objects, without framing
///   sealane.received           By
///   sealane.transfers.active   {transfer}   sealane.transfer: upload, download, copy
/// </code>
/// </remarks>
internal static class Instruments
{
    /// <summary>The name of both.</summary>
    public const string Name = "Sealane";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Histogram<double> RequestDuration;
    public static readonly Counter<long> Retries;
    public static readonly Counter<long> Sent;
    public static readonly Counter<long> Received;
    public static readonly UpDownCounter<long> ActiveTransfers;

    static Instruments()
    {
        var meter = new Meter(Name);
        RequestDuration = meter.CreateHistogram<double>("sealane.request.duration", "s", "How long a request took until its answer's head, all attempts together.");
        Retries = meter.CreateCounter<long>("sealane.request.retries", "{retry}", "Attempts after the first.");
        Sent = meter.CreateCounter<long>("sealane.sent", "By", "Bytes of objects that were sent.");
        Received = meter.CreateCounter<long>("sealane.received", "By", "Bytes of objects that were received.");
        ActiveTransfers = meter.CreateUpDownCounter<long>("sealane.transfers.active", "{transfer}", "Transfers that are under way.");
    }

    /// <summary>Counts a request that is sent again.</summary>
    public static void Retry(string operation, string reason)
    {
        if (Retries.Enabled)
        {
            Retries.Add(1, new("rpc.method", operation), new KeyValuePair<string, object?>("error.type", reason));
        }
    }
}
