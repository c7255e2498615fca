namespace Sealane.Transfers;

/// <summary>Where an upload goes, and what its object is to be like.</summary>
internal sealed record UploadTarget(string Bucket, string Key, UploadOptions Options)
{
    public override string ToString() => $"s3://{Bucket}/{Key}";
}
