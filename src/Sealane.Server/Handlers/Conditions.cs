using Sealane.Protocol.Errors;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;
using Sealane.Signing.Requests;

namespace Sealane.Server.Handlers;

/// <summary>If-Match and its relatives (RFC 9110 13), as S3 reads them.</summary>
internal static class Conditions
{
    /// <summary>The condition of a write: S3 takes <c>If-None-Match: *</c> or <c>If-Match: etag</c>, nothing else and not both.</summary>
    public static (WriteCondition Condition, string? Header) OfWrite(string? ifMatch, string? ifNoneMatch) => (ifMatch, ifNoneMatch) switch
    {
        (null, null) => (WriteCondition.None, null),
        (null, "*") => (WriteCondition.MustNotExist, "If-None-Match"),
        (null, _) => throw NotImplemented("If-None-Match"),
        ("*", null) => throw NotImplemented("If-Match"),
        (_, null) => (WriteCondition.MustMatch(Bare(ifMatch)), "If-Match"),
        _ => throw new RefusedException(PayloadRefusals.NotImplementedHeader(
            "If-Match,If-None-Match", "Multiple conditional request headers present in the request")),
    };

    /// <summary>The condition of a delete: <c>If-Match: *</c> (it must exist) or <c>If-Match: etag</c>.</summary>
    public static WriteCondition OfDelete(string? ifMatch) => ifMatch switch
    {
        null => WriteCondition.None,
        "*" => WriteCondition.MustExist,
        _ => WriteCondition.MustMatch(Bare(ifMatch)),
    };

    /// <summary>Judges the conditions of a read; the first that fails is answered with 412 or 304.</summary>
    // If-Match, when it holds, silences If-Unmodified-Since; If-None-Match silences If-Modified-Since (RFC 9110 13.2.2).
    public static void CheckRead(
        ObjectEntry entry,
        string? ifMatch,
        string? ifNoneMatch,
        DateTimeOffset? ifModified,
        DateTimeOffset? ifUnmodified,
        DateTimeOffset now)
    {
        if (ifMatch is not null && !Matches(ifMatch, entry.ETag))
        {
            throw Failed("If-Match");
        }

        if (ifMatch is null && ifUnmodified is { } unmodified && entry.LastModified > unmodified)
        {
            throw Failed("If-Unmodified-Since");
        }

        // A date of the future is no date that the client can have got from here (S3 answers 200).
        if (ifNoneMatch is not null
            ? Matches(ifNoneMatch, entry.ETag)
            : ifModified is { } modified && modified <= now && entry.LastModified <= modified)
        {
            throw new RefusedException(NotModified(entry));
        }
    }

    /// <summary>Judges the conditions on the source of a copy: all failures are 412.</summary>
    public static void CheckSource(
        ObjectEntry entry, string? ifMatch, string? ifNoneMatch, DateTimeOffset? ifModified, DateTimeOffset? ifUnmodified)
    {
        if (ifMatch is not null && !Matches(ifMatch, entry.ETag))
        {
            throw Failed("x-amz-copy-source-If-Match");
        }

        if (ifMatch is null && ifUnmodified is { } unmodified && entry.LastModified > unmodified)
        {
            throw Failed("x-amz-copy-source-If-Unmodified-Since");
        }

        if (ifNoneMatch is not null && Matches(ifNoneMatch, entry.ETag))
        {
            throw Failed("x-amz-copy-source-If-None-Match");
        }

        if (ifNoneMatch is null && ifModified is { } modified && entry.LastModified <= modified)
        {
            throw Failed("x-amz-copy-source-If-Modified-Since");
        }
    }

    /// <summary>An entity tag without quotes; S3 takes them with and without.</summary>
    public static string Bare(string etag) => etag.Trim().Trim('"');

    private static bool Matches(string list, string etag) =>
        list.Trim() == "*" || list.Split(',').Any(item => Bare(item) == etag);

    private static Refusal NotModified(ObjectEntry entry) => new(ErrorTable.Describe(304, null))
    {
        Headers = [new HeaderField("ETag", $"\"{entry.ETag}\""), new HeaderField("Last-Modified", entry.LastModified.ToString("r", null))],
    };

    private static RefusedException Failed(string condition) =>
        new(new Refusal(ObjectErrors.PreconditionFailed).With("Condition", condition));

    private static RefusedException NotImplemented(string header) => new(PayloadRefusals.NotImplementedHeader(
        header, $"We don't accept the provided value of {header} header for this API"));
}
