using System.Diagnostics;
using Sealane.Diagnostics;

namespace Sealane.Telemetry;

/// <summary>One request as an activity and a measurement, all its attempts together.</summary>
internal readonly struct RequestSpan : IDisposable
{
    private readonly Activity? _activity;
    private readonly string _operation;
    private readonly TimeProvider _clock;
    private readonly long _began;

    private RequestSpan(Activity? activity, string operation, TimeProvider clock) =>
        (_activity, _operation, _clock, _began) = (activity, operation, clock, clock.GetTimestamp());

    /// <summary>Whether anybody listens; else there is no use in a span.</summary>
    public static bool IsWatched => Instruments.Source.HasListeners() || Instruments.RequestDuration.Enabled;

    public static RequestSpan Start(string operation, string? bucket, string? key, TimeProvider clock)
    {
        var activity = Instruments.Source.StartActivity($"S3.{operation}", ActivityKind.Client);
        if (activity?.IsAllDataRequested == true)
        {
            activity.SetTag("rpc.system", "aws-api");
            activity.SetTag("rpc.service", "S3");
            activity.SetTag("rpc.method", operation);
            activity.SetTag("aws.s3.bucket", bucket);
            activity.SetTag("aws.s3.key", key);
        }

        return new RequestSpan(activity, operation, clock);
    }

    /// <summary>The answer is there.</summary>
    public void Succeeded(int status, string? requestId) => End(status, requestId, null);

    /// <summary>There is none, or it is a refusal.</summary>
    public void Failed(Exception fault)
    {
        var refusal = fault as S3Exception;
        End(refusal?.Status, refusal?.RequestId, refusal?.Code ?? fault.GetType().FullName);
        _activity?.SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose() => _activity?.Dispose();

    private void End(int? status, string? requestId, string? error)
    {
        if (_activity?.IsAllDataRequested == true)
        {
            _activity.SetTag("http.response.status_code", status);
            _activity.SetTag("aws.request_id", requestId);
            _activity.SetTag("error.type", error);
        }

        if (Instruments.RequestDuration.Enabled)
        {
            var tags = new TagList { { "rpc.method", _operation } };
            if (status is { } code)
            {
                tags.Add("http.response.status_code", code);
            }

            if (error is not null)
            {
                tags.Add("error.type", error);
            }

            Instruments.RequestDuration.Record(_clock.GetElapsedTime(_began).TotalSeconds, tags);
        }
    }
}
