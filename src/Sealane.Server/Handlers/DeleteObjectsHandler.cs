using Sealane.Protocol.Errors;
using Sealane.Protocol.Objects;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Removes up to a thousand objects; each may fail for itself.</summary>
internal static class DeleteObjectsHandler
{
    private const int MostKeys = 1000;

    public static async Task<DeleteObjectsResult> HandleAsync(Call call, DeleteObjectsRequest request)
    {
        IReadOnlyList<ObjectIdentifier> objects = request.Delete.Objects;

        if (objects.Count is 0 or > MostKeys || objects.Any(item => item.Key.Length == 0))
        {
            throw new RefusedException(new(RequestErrors.MalformedXML));
        }

        // All at once: a store that flushes to the disk does so once for many.
        (ObjectIdentifier Item, ErrorRow? Error)[] outcomes =
            await Task.WhenAll(objects.Select(item => RemoveAsync(call, request.Bucket, item))).ConfigureAwait(false);

        return new()
        {
            Deleted = request.Delete.Quiet == true
                ? []
                : [.. outcomes.Where(outcome => outcome.Error is null).Select(outcome => new DeletedObject { Key = outcome.Item.Key })],
            Errors =
            [
                .. outcomes.Where(outcome => outcome.Error is not null).Select(outcome => new DeleteError
                {
                    Key = outcome.Item.Key,
                    VersionId = outcome.Item.VersionId,
                    Code = outcome.Error!.Code,
                    Message = outcome.Error.Message,
                }),
            ],
        };
    }

    private static async Task<(ObjectIdentifier Item, ErrorRow? Error)> RemoveAsync(Call call, string bucket, ObjectIdentifier item)
    {
        if (item.VersionId is not (null or "null"))
        {
            return (item, ObjectErrors.NoSuchVersion);
        }

        WriteResult result = await call.Store.RemoveObjectAsync(bucket, item.Key, Conditions.OfDelete(item.ETag), call.Aborted)
            .ConfigureAwait(false);

        return (item, result switch
        {
            WriteResult.Done => null,
            WriteResult.NoSuchKey => ObjectErrors.NoSuchKey,
            WriteResult.NoSuchBucket => BucketErrors.NoSuchBucket,
            _ => ObjectErrors.PreconditionFailed,
        });
    }
}
