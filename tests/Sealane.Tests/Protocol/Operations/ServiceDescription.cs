using System.Text.Json;

namespace Sealane.Tests.Protocol.Operations;

/// <summary>S3's public service description, reduced to names, places and types.</summary>
internal sealed class ServiceDescription : IDisposable
{
    /// <summary>The operations that Sealane has set out to know.</summary>
    public static readonly string[] Ours =
    [
        "ListBuckets", "CreateBucket", "HeadBucket", "DeleteBucket", "GetBucketLocation", "PutBucketAccelerateConfiguration",
        "GetBucketAccelerateConfiguration", "PutObject", "GetObject", "HeadObject", "DeleteObject", "DeleteObjects", "CopyObject",
        "GetObjectAttributes", "GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging", "ListObjectsV2", "ListObjects", "CreateMultipartUpload", "UploadPart", "UploadPartCopy",
        "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts", "ListMultipartUploads",
    ];

    private readonly JsonDocument _json = JsonDocument.Parse(File.ReadAllBytes(FactsFile.Find("s3-operations.json")));

    public IEnumerable<JsonProperty> Operations => _json.RootElement.GetProperty("operations").EnumerateObject();

    public JsonElement Operation(string name) => _json.RootElement.GetProperty("operations").GetProperty(name);

    public JsonElement Structure(string name) => _json.RootElement.GetProperty("structures").GetProperty(name);

    public JsonElement List(string name) => _json.RootElement.GetProperty("lists").GetProperty(name);

    public void Dispose() => _json.Dispose();
}

internal static class ServiceDescriptionText
{
    extension(JsonElement element)
    {
        public string? Text(string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

        public bool Flag(string name) => element.TryGetProperty(name, out var value) && value.GetBoolean();

        public IEnumerable<string> Texts(string name) =>
            element.TryGetProperty(name, out var value) ? value.EnumerateArray().Select(item => item.GetString()!) : [];
    }
}
