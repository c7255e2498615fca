using System.Collections.Frozen;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Configuration;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Server.Handlers;

/// <summary>Every operation that this endpoint serves, one file each.</summary>
internal static class HandlerTable
{
    public static IReadOnlyList<Handler> All { get; } =
    [
        Handler.Of(ListBuckets.Operation, ListBucketsHandler.HandleAsync),
        Handler.Of(CreateBucket.Operation, CreateBucketHandler.HandleAsync),
        Handler.Of(HeadBucket.Operation, HeadBucketHandler.HandleAsync),
        Handler.Of(DeleteBucket.Operation, DeleteBucketHandler.HandleAsync),
        Handler.Of(GetBucketLocation.Operation, GetBucketLocationHandler.HandleAsync),
        Handler.Of(PutBucketAccelerateConfiguration.Operation, PutBucketAccelerateConfigurationHandler.HandleAsync),
        Handler.Of(GetBucketAccelerateConfiguration.Operation, GetBucketAccelerateConfigurationHandler.HandleAsync),
        Handler.Of(PutObject.Operation, PutObjectHandler.HandleAsync),
        Handler.Of(GetObject.Operation, GetObjectHandler.HandleAsync),
        Handler.Of(HeadObject.Operation, HeadObjectHandler.HandleAsync),
        Handler.Of(DeleteObject.Operation, DeleteObjectHandler.HandleAsync),
        Handler.Of(DeleteObjects.Operation, DeleteObjectsHandler.HandleAsync),
        Handler.Of(CopyObject.Operation, CopyObjectHandler.HandleAsync),
        Handler.Of(GetObjectAttributes.Operation, GetObjectAttributesHandler.HandleAsync),
        Handler.Of(GetObjectTagging.Operation, GetObjectTaggingHandler.HandleAsync),
        Handler.Of(PutObjectTagging.Operation, PutObjectTaggingHandler.HandleAsync),
        Handler.Of(DeleteObjectTagging.Operation, DeleteObjectTaggingHandler.HandleAsync),
        Handler.Of(ListObjectsV2.Operation, ListObjectsV2Handler.HandleAsync),
        Handler.Of(ListObjects.Operation, ListObjectsHandler.HandleAsync),
        Handler.Of(CreateMultipartUpload.Operation, CreateMultipartUploadHandler.HandleAsync),
        Handler.Of(UploadPart.Operation, UploadPartHandler.HandleAsync),
        Handler.Of(UploadPartCopy.Operation, UploadPartCopyHandler.HandleAsync),
        Handler.Of(CompleteMultipartUpload.Operation, CompleteMultipartUploadHandler.HandleAsync),
        Handler.Of(AbortMultipartUpload.Operation, AbortMultipartUploadHandler.HandleAsync),
        Handler.Of(ListParts.Operation, ListPartsHandler.HandleAsync),
        Handler.Of(ListMultipartUploads.Operation, ListMultipartUploadsHandler.HandleAsync),
    ];

    private static readonly FrozenDictionary<string, Handler> ByName = All.ToFrozenDictionary(handler => handler.Operation.Name);

    public static Handler? Find(IOperation operation) => ByName.GetValueOrDefault(operation.Name);
}
