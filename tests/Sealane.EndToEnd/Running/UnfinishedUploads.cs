using Sealane.Protocol.Multipart;

namespace Sealane.EndToEnd.Running;

/// <summary>What was begun in a bucket and not ended.</summary>
internal static class UnfinishedUploads
{
    public static async Task<IReadOnlyList<MultipartUpload>> ListAsync(S3Client client, string bucket) =>
        (await client.SendAsync(ListMultipartUploads.Operation, new ListMultipartUploadsRequest { Bucket = bucket })).Uploads;

    /// <summary>The numbers of the parts of the only one.</summary>
    public static async Task<IReadOnlyList<int>> PartsAsync(S3Client client, string bucket)
    {
        var upload = Assert.Single(await ListAsync(client, bucket));
        var listed = await client.SendAsync(ListParts.Operation, new ListPartsRequest { Bucket = bucket, Key = upload.Key!, UploadId = upload.UploadId! });
        return [.. listed.Parts.Select(part => part.PartNumber!.Value)];
    }

    /// <summary>Gives all of them up.</summary>
    public static async Task ClearAsync(S3Client client, string bucket)
    {
        foreach (var upload in await ListAsync(client, bucket))
        {
            await client.SendAsync(AbortMultipartUpload.Operation, new AbortMultipartUploadRequest { Bucket = bucket, Key = upload.Key!, UploadId = upload.UploadId! });
        }
    }
}
