namespace Sealane.Transfers;

/// <summary>An upload that goes on: what a journal and S3 agree on.</summary>
/// <param name="UploadId">The upload.</param>
/// <param name="PartSize">The length of its parts in bytes, but the last.</param>
/// <param name="Parts">The parts that S3 has.</param>
internal sealed record ResumedUpload(string UploadId, long PartSize, IReadOnlyList<StoredPart> Parts)
{
    /// <summary>The bytes of those parts.</summary>
    public long Length { get; } = Parts.Sum(part => part.Length);
}
