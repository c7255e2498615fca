using Sealane.Protocol.Naming;

namespace Sealane.Lab.Imitations;

/// <summary>Where an imitated upload goes: a bucket's host and a key.</summary>
/// <param name="Host">The host, the bucket's name in front.</param>
/// <param name="Key">The object's key.</param>
public sealed record UploadTarget(string Host, string Key)
{
    /// <summary>The raw request target of the key.</summary>
    public string Path => "/" + ObjectKey.ToPath(Key);

    /// <summary>An object behind Transfer Acceleration.</summary>
    public static UploadTarget Accelerated(string bucket, string key) => new($"{bucket}.s3-accelerate.amazonaws.com", key);

    /// <summary>An object at its region; us-east-1 still has the global name in boto3, "legacy" in its settings.</summary>
    public static UploadTarget Regional(string bucket, string key, string region = "us-east-1") =>
        new(region == "us-east-1" ? $"{bucket}.s3.amazonaws.com" : $"{bucket}.s3.{region}.amazonaws.com", key);
}
