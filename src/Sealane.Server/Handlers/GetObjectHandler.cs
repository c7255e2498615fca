using System.Globalization;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Objects;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Reads an object, whole, a range of it or a part.</summary>
internal static class GetObjectHandler
{
    public static async Task<GetObjectResult> HandleAsync(Call call, GetObjectRequest request)
    {
        OpenedObject opened = await call.Store.OpenObjectAsync(request.Bucket, request.Key, call.Aborted).ConfigureAwait(false)
            ?? throw new RefusedException(new Refusal(ObjectErrors.NoSuchKey).With("Key", request.Key));

        try
        {
            ObjectEntry entry = opened.Entry;
            Conditions.CheckRead(
                entry, request.IfMatch, request.IfNoneMatch, request.IfModifiedSince, request.IfUnmodifiedSince, call.Now);
            ObjectReading.RequireReadable(entry);
            ObjectReading reading = ObjectReading.Of(entry, request.Range, request.PartNumber);
            StoredChecksum? checksum = reading.Checksum(request.ChecksumMode);

            return new()
            {
                Body = new OwnedStream(opened.OpenRange(reading.First, reading.Length), opened),
                ContentLength = reading.Length,
                ContentRange = reading.ContentRange,
                AcceptRanges = "bytes",
                ContentType = request.ResponseContentType ?? entry.Metadata.ContentType ?? ObjectReading.UnknownContentType,
                ContentEncoding = request.ResponseContentEncoding ?? entry.Metadata.ContentEncoding,
                ContentLanguage = request.ResponseContentLanguage ?? entry.Metadata.ContentLanguage,
                ContentDisposition = request.ResponseContentDisposition ?? entry.Metadata.ContentDisposition,
                CacheControl = request.ResponseCacheControl ?? entry.Metadata.CacheControl,
                Expires = request.ResponseExpires?.ToString("r", CultureInfo.InvariantCulture) ?? entry.Metadata.Expires,
                WebsiteRedirectLocation = entry.Metadata.WebsiteRedirectLocation,
                Metadata = Handlers.Metadata.Shown(entry.Metadata.User),
                StorageClass = reading.StorageClass,
                ETag = $"\"{entry.ETag}\"",
                LastModified = entry.LastModified,
                PartsCount = reading.PartsCount,
                TagCount = entry.Metadata.Tags?.Count,
                Checksums = checksum.ToValues(),
                ChecksumType = checksum?.Type,
                ServerSideEncryption = ObjectReading.EncryptedAtRest,
            };
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
