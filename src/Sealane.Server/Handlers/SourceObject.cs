using System.Globalization;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Objects;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>What a copy copies from.</summary>
internal static class SourceObject
{
    /// <summary>Opens the object that <c>x-amz-copy-source</c> names.</summary>
    /// <exception cref="RefusedException">The header is malformed, or there is no such object.</exception>
    public static async Task<(CopySource Source, OpenedObject Opened)> OpenAsync(Call call, string header)
    {
        if (!CopySource.TryParse(header, out CopySource? source) || source is null)
        {
            throw new RefusedException(new Refusal(RequestErrors.InvalidArgument, "Invalid copy source object key")
                .With("ArgumentName", "x-amz-copy-source")
                .With("ArgumentValue", "x-amz-copy-source"));
        }

        if (source.VersionId is not (null or "null"))
        {
            throw new RefusedException(new Refusal(ObjectErrors.NoSuchVersion)
                .With("Key", source.Key)
                .With("VersionId", source.VersionId));
        }

        BucketEntry bucket = await call.Store.FindBucketAsync(source.Bucket, call.Aborted).ConfigureAwait(false)
            ?? throw new RefusedException(new Refusal(BucketErrors.NoSuchBucket).With("BucketName", source.Bucket));

        if (call.Address.Host.IsAccelerate && bucket.Region != call.Bucket!.Region)
        {
            throw new RefusedException(new(
                RequestErrors.InvalidRequest,
                "S3 Transfer Acceleration does not support copies between regions. Send it to the regional endpoint"));
        }

        OpenedObject opened = await call.Store.OpenObjectAsync(source.Bucket, source.Key, call.Aborted).ConfigureAwait(false)
            ?? throw new RefusedException(new Refusal(ObjectErrors.NoSuchKey).With("Key", source.Key));
        return (source, opened);
    }

    /// <summary>Refuses to copy more bytes than one copy may hold.</summary>
    /// <exception cref="RefusedException">There are more.</exception>
    public static void RequireCopyable(long length)
    {
        if (length > PayloadPlan.LargestBody)
        {
            throw new RefusedException(new(
                RequestErrors.InvalidRequest,
                $"The specified copy source is larger than the maximum allowable size for a copy source: {PayloadPlan.LargestBody}"));
        }
    }

    /// <summary>Reads <c>x-amz-copy-source-range</c>, which is stricter than Range: both ends, inside the object.</summary>
    // "bytes=" first "-" last
    public static ByteRange Range(string? header, long size)
    {
        if (header is null)
        {
            return new(0, size);
        }

        if (!header.StartsWith("bytes=", StringComparison.Ordinal)
            || header["bytes=".Length..].Split('-') is not [var first, var last]
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long start)
            || !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long end)
            || end < start)
        {
            throw Bad(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets "
                + "of the first and last bytes to copy",
                header);
        }

        return end < size
            ? new(start, end - start + 1)
            : throw Bad(
                string.Create(CultureInfo.InvariantCulture, $"Range specified is not valid for source object of size: {size}"), header);
    }

    private static RefusedException Bad(string message, string value) => new(new Refusal(RequestErrors.InvalidArgument, message)
        .With("ArgumentName", "x-amz-copy-source-range")
        .With("ArgumentValue", value));
}
