using Amazon.S3;
using Amazon.S3.Model;

namespace Testing;

/// <summary>The application under test: it keeps pictures in a bucket, and knows nothing of any lab.</summary>
public sealed class Album(IAmazonS3 s3, string bucket)
{
    /// <summary>Keeps a picture.</summary>
    public Task AddAsync(string name, Stream picture) => s3.PutObjectAsync(new PutObjectRequest
    {
        BucketName = bucket,
        Key = name,
        InputStream = picture,
        ContentType = "image/jpeg",
    });

    /// <summary>The names of all pictures.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync()
    {
        var found = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket });
        return [.. (found.S3Objects ?? []).Select(item => item.Key)];
    }

    /// <summary>A link under which a browser finds a picture for an hour from now.</summary>
    public async Task<Uri> LinkAsync(string name, TimeProvider time) => new(await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
    {
        BucketName = bucket,
        Key = name,
        Expires = time.GetUtcNow().UtcDateTime.AddHours(1),
        Protocol = s3.Config.ServiceURL.StartsWith("https:", StringComparison.Ordinal) ? Protocol.HTTPS : Protocol.HTTP,
    }));
}
