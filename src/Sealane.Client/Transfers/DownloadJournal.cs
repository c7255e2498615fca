using System.Globalization;
using Sealane.Journal;
using Sealane.Protocol.Checksums;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>What a download to a file has got so far, for the one that takes it up.</summary>
/// <remarks>
/// <code>
///   object ETAG LENGTH PIECE-LENGTH ALGORITHM     which bytes the pieces are of; the transfer's name says only bucket, key, version, path
///   piece  NUMBER CHECKSUM                        a piece that was written
/// </code>
/// Nothing of it is trusted: the object is asked for its tag again, and each piece is read back and has to have its checksum. So nothing
/// needs to be brought to the disk on the way, and a file that lost bytes with the machine is found out.
/// </remarks>
internal sealed class DownloadJournal : IDisposable
{
    private readonly TransferJournal _journal;

    private DownloadJournal(TransferJournal journal) => _journal = journal;

    /// <summary>What a temporary file is named after.</summary>
    public string Name => _journal.Name;

    /// <summary>Opens the journal of a download; null, with the reason, when there is none to be had.</summary>
    public static DownloadJournal? TryOpen(string folder, string bucket, string key, string? version, string path, out string? whyNot) =>
        TransferJournal.TryOpen(folder, "download", [bucket, key, version ?? "", path], out whyNot) is { } journal ? new DownloadJournal(journal) : null;

    /// <summary>Whether there is one.</summary>
    public static bool Exists(string folder, string bucket, string key, string? version, string path) =>
        TransferJournal.Exists(folder, "download", [bucket, key, version ?? "", path]);

    /// <summary>The length of the pieces that were got of this very object; null when they are of another one, or nothing was got.</summary>
    public long? PieceLengthOf(PinnedObject pinned, ChecksumAlgorithm algorithm) =>
        _journal.Records is [["object", var tag, var length, var piece, var named], ..]
        && tag == pinned.ETag
        && length == Text(pinned.Length)
        && named == algorithm.ToString()
        && long.TryParse(piece, NumberStyles.None, CultureInfo.InvariantCulture, out var pieceLength)
        && pieceLength > 0
            ? pieceLength
            : null;

    /// <summary>Whether pieces were got of anything.</summary>
    public bool IsBegun => _journal.Records.Count > 0;

    /// <summary>The pieces that were written, by number, and their checksums.</summary>
    public IEnumerable<(int Piece, Checksum Sum)> Written(ChecksumAlgorithm algorithm)
    {
        foreach (var record in _journal.Records)
        {
            if (record is ["piece", var number, var sum]
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var piece)
                && Checksum.TryParse(algorithm, sum, out var checksum))
            {
                yield return (piece, checksum);
            }
        }
    }

    /// <summary>Begins anew, with the pieces of this object.</summary>
    public void Begin(PinnedObject pinned, long pieceLength, ChecksumAlgorithm algorithm)
    {
        _journal.Restart();
        _journal.Append("object", pinned.ETag, Text(pinned.Length), Text(pieceLength), algorithm.ToString());
    }

    public void Add(int piece, Checksum sum) => _journal.Append("piece", Text(piece), sum.ToBase64());

    /// <summary>Deletes it: the file is there, or what was begun is of no use.</summary>
    public void Complete() => _journal.Complete();

    public void Dispose() => _journal.Dispose();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
