using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sealane.Diagnostics;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Telemetry;

namespace Sealane.Tests.Client;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_request_and_a_transfer_are_activities_in_OpenTelemetrys_words()
    {
        using var root = new Activity("test").Start();
        using var heard = new Heard(root);
        await using var server = new ScriptedServer(Reply.Error(503, "SlowDown"), Reply.Ok("", ("ETag", "\"e\""), ("x-amz-request-id", "R1")), Reply.Error(404, "NoSuchKey"));
        await using var client = new S3Client(server.Options);
        await client.UploadMemoryAsync("bucket", "a key", "12345"u8.ToArray());
        await Assert.ThrowsAsync<S3Exception>(() => client.GetObjectAsync("bucket", "missing"));
        var (put, upload, get) = (heard.Activities[0], heard.Activities[1], heard.Activities[2]);
        Assert.Equal(("S3.PutObject", ActivityKind.Client, "aws-api", "S3", "PutObject", "bucket", "a key", 200, "R1"), (
            put.OperationName, put.Kind, put.GetTagItem("rpc.system"), put.GetTagItem("rpc.service"), put.GetTagItem("rpc.method"),
            put.GetTagItem("aws.s3.bucket"), put.GetTagItem("aws.s3.key"), put.GetTagItem("http.response.status_code"), put.GetTagItem("aws.request_id")));
        Assert.Equal(("Sealane.upload", upload.SpanId), (upload.OperationName, put.ParentSpanId));
        Assert.Equal((ActivityStatusCode.Error, "NoSuchKey", 404), (get.Status, get.GetTagItem("error.type"), get.GetTagItem("http.response.status_code")));
        Assert.Equal(root.SpanId, get.ParentSpanId);
    }

    [Fact]
    public async Task Requests_retries_bytes_and_transfers_are_measured()
    {
        using var root = new Activity("test").Start();
        using var heard = new Heard(root);
        await using var server = new ScriptedServer(Reply.Error(503, "SlowDown"), Reply.Ok("", ("ETag", "\"e\"")), Reply.Ok("0123456789"));
        await using var client = new S3Client(server.Options with { ResponseChecksumValidation = ResponseChecksumValidation.WhenRequired });
        await client.UploadMemoryAsync("bucket", "k", "12345"u8.ToArray());
        await using (var got = await client.GetObjectAsync("bucket", "k"))
        {
            await got.Body.CopyToAsync(Stream.Null);
        }

        Assert.Equal(1, heard.Sum("sealane.request.retries"));
        Assert.Equal(10, heard.Sum("sealane.sent")); // five bytes, twice
        Assert.Equal(10, heard.Sum("sealane.received"));
        Assert.Equal(0, heard.Sum("sealane.transfers.active"));
        Assert.Equal(2, heard.Count("sealane.request.duration"));
    }

    [Fact]
    public async Task Nothing_secret_is_told()
    {
        using var root = new Activity("test").Start();
        using var heard = new Heard(root);
        await using var server = new ScriptedServer(Reply.Error(403, "SignatureDoesNotMatch"));
        await using var client = new S3Client(server.Options);
        await Assert.ThrowsAsync<SignatureMismatchException>(() => client.PutObjectAsync(
            new PutObjectRequest { Bucket = "b", Key = "k", Body = "x"u8.ToArray(), SSECustomerAlgorithm = "AES256", SSECustomerKey = Convert.ToBase64String(new byte[32]) }));
        var told = string.Join('\n', heard.Activities.SelectMany(activity => activity.TagObjects).Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.DoesNotContain("Signature=", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(new byte[32]), told, StringComparison.Ordinal);
        Assert.DoesNotContain("wJalrXUtnFEMI", told, StringComparison.Ordinal);
    }

    /// <summary>What is told below one activity: other tests run at the same time.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly ActivityListener _activities;
        private readonly MeterListener _meters = new();
        private readonly ConcurrentQueue<Activity> _ended = new();
        private readonly ConcurrentQueue<(string Name, double Value)> _measured = new();

        public Heard(Activity root)
        {
            bool IsOurs() => Activity.Current?.TraceId == root.TraceId;
            _activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Instruments.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                    options.Parent.TraceId == root.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
                ActivityStopped = _ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_activities);
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Instruments.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => Take(instrument, value));
            _meters.SetMeasurementEventCallback<double>((instrument, value, _, _) => Take(instrument, value));
            _meters.Start();

            void Take(Instrument instrument, double value)
            {
                if (IsOurs())
                {
                    _measured.Enqueue((instrument.Name, value));
                }
            }
        }

        public Activity[] Activities => [.. _ended];

        public double Sum(string name) => _measured.Where(one => one.Name == name).Sum(one => one.Value);

        public int Count(string name) => _measured.Count(one => one.Name == name);

        public void Dispose()
        {
            _activities.Dispose();
            _meters.Dispose();
        }
    }
}
