using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Which checksum a part is kept with, so that the whole object's can be made of the parts'.</summary>
internal static class PartChecksum
{
    /// <summary>The upload's own algorithm; S3's default where it names none, since such an object is given that one in the end.</summary>
    /// <exception cref="RefusedException">
    /// The part comes with another, or with none where the object's is made of the parts' own.
    /// </exception>
    public static ChecksumAlgorithm Of(UploadEntry upload, ChecksumAlgorithm? given)
    {
        if (upload.ChecksumAlgorithm is not { } name)
        {
            return StoredChecksums.Default;
        }

        ChecksumAlgorithm own = ChecksumTable.FindByWireName(name)!.Algorithm;
        bool mayBeAbsent = upload.ChecksumType == ChecksumTable.WireNameOf(ChecksumType.FullObject);

        return given == own || (given is null && mayBeAbsent)
            ? own
            : throw new RefusedException(new(
                RequestErrors.InvalidRequest,
                $"Checksum Type mismatch occurred, expected checksum Type: {Word(own)}, actual checksum Type: {Word(given)}"));
    }

    private static string Word(ChecksumAlgorithm? algorithm) =>
        algorithm is { } named ? ChecksumTable.Of(named).WireName.ToLowerInvariant() : "null";
}
