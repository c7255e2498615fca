using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sealane.Diagnostics;
using Sealane.Journal;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Multipart;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>What has been done of the upload of a file, past the end of the process. Thread-safe.</summary>
/// <remarks>
/// <code>
///   identity   endpoint bucket key path
///   records    "upload" id length modified part-size fingerprint      what the file was and the object is to be like
///              "part" number length etag checksum
/// </code>
/// Nothing of it is believed that S3 does not say too.
/// </remarks>
internal sealed class UploadJournal : IDisposable
{
    private readonly Sender _sender;
    private readonly TransferSettings _settings;
    private readonly UploadTarget _target;
    private readonly PartedChecksum? _checksum;
    private readonly TransferJournal _journal;
    private readonly string _length;
    private readonly string _modified;
    private readonly string _fingerprint;

    private UploadJournal(Sender sender, TransferSettings settings, UploadTarget target, FileSource file, TransferJournal journal)
    {
        (_sender, _settings, _target, _journal) = (sender, settings, target, journal);
        _checksum = PartedChecksum.Of(settings, target.Options);
        (_length, _modified) = (Number(file.Length), Number(file.Modified.Ticks));
        _fingerprint = Fingerprint();
    }

    /// <summary>The journal of an upload; null when the client keeps none, or it cannot be kept, which is said.</summary>
    public static UploadJournal? TryOpen(Sender sender, TransferSettings settings, UploadTarget target, string path, FileSource file)
    {
        if (settings.JournalFolder is not { } folder)
        {
            return null;
        }

        var journal = TransferJournal.TryOpen(folder, "upload", [settings.Endpoint, target.Bucket, target.Key, Path.GetFullPath(path)], out var whyNot);
        if (journal is null)
        {
            settings.Say(whyNot!);
            return null;
        }

        return new UploadJournal(sender, settings, target, file, journal);
    }

    /// <summary>What is there to go on with; null when there is nothing, or nothing any more, which is said.</summary>
    public async Task<ResumedUpload?> ResumeAsync(CancellationToken cancellationToken)
    {
        if (_journal.Records is not [["upload", var uploadId, var length, var modified, var size, var fingerprint], ..]
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var partSize))
        {
            return null;
        }

        var stale = (length, modified) != (_length, _modified) ? "the file has changed since"
            : fingerprint != _fingerprint ? "the object is to be like something else now"
            : _settings.PartSize is { } stated && PartPlan.SizeFor(long.Parse(_length, CultureInfo.InvariantCulture), stated) != partSize ? "its parts are to have another size now"
            : null;
        if (stale is not null)
        {
            await BegunUpload.AbortAsync(_sender, _target.Bucket, _target.Key, uploadId).ConfigureAwait(false);
            return BeginAnew(stale);
        }

        var parts = Remembered().OrderBy(part => part.Number).ToList();
        if (await ListAsync(uploadId, cancellationToken).ConfigureAwait(false) is { } listed)
        {
            parts.RemoveAll(part => !listed.TryGetValue(part.Number, out var there) || there != (part.ETag, part.Length));
        }
        else if (!await IsMadeAsync(uploadId, parts, cancellationToken).ConfigureAwait(false))
        {
            return BeginAnew("S3 does not have its parts any more");
        }

        _settings.Say($"The upload of {_target} goes on: {parts.Count} parts are there already.");
        return new ResumedUpload(uploadId, partSize, parts);
    }

    /// <summary>An upload has begun: its id is on the disk before its first part is sent.</summary>
    public void Begin(string uploadId, long partSize) => _journal.AppendDurably("upload", uploadId, _length, _modified, Number(partSize), _fingerprint);

    /// <summary>S3 has a part.</summary>
    public void Add(StoredPart part) => _journal.Append("part", Number(part.Number), Number(part.Length), part.ETag ?? "", part.Checksum?.ToBase64() ?? "");

    /// <summary>There is nothing left to go on with.</summary>
    public void Complete() => _journal.Complete();

    public void Dispose() => _journal.Dispose();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private ResumedUpload? BeginAnew(string why)
    {
        _settings.Say($"An upload of {_target} was cut off earlier, and it cannot go on: {why}. It begins anew.");
        _journal.Restart();
        return null;
    }

    // An upload that is gone may have become its object just before the process ended; completing it again finds that.
    private async Task<bool> IsMadeAsync(string uploadId, List<StoredPart> parts, CancellationToken cancellationToken) =>
        parts.Sum(part => part.Length) == long.Parse(_length, CultureInfo.InvariantCulture)
        && await new CompletedObject(_sender, _target, uploadId, _checksum, parts).FindAsync(cancellationToken).ConfigureAwait(false) is not null;

    // The last record of a part counts: a part may have been sent twice.
    private Dictionary<int, StoredPart>.ValueCollection Remembered()
    {
        var parts = new Dictionary<int, StoredPart>();
        foreach (var record in _journal.Records)
        {
            if (record is not ["part", var number, var length, var etag, var sum])
            {
                continue;
            }

            Checksum? checksum = null;
            if (_checksum is not null)
            {
                if (!Checksum.TryParse(_checksum.Algorithm, sum, out var parsed))
                {
                    continue;
                }

                checksum = parsed;
            }

            var part = new StoredPart(int.Parse(number, CultureInfo.InvariantCulture), long.Parse(length, CultureInfo.InvariantCulture), etag, checksum);
            parts[part.Number] = part;
        }

        return parts.Values;
    }

    // Null when there is no such upload.
    private async Task<Dictionary<int, (string? ETag, long Length)>?> ListAsync(string uploadId, CancellationToken cancellationToken)
    {
        var listed = new Dictionary<int, (string?, long)>();
        var request = new ListPartsRequest
        {
            Bucket = _target.Bucket,
            Key = _target.Key,
            UploadId = uploadId,
            SSECustomerAlgorithm = _target.Options.CustomerAlgorithm,
            SSECustomerKey = _target.Options.SseCustomerKey,
        };
        try
        {
            while (true)
            {
                var page = await _sender.SendAsync(ListParts.Operation, request, cancellationToken).ConfigureAwait(false);
                foreach (var part in page.Parts)
                {
                    listed[part.PartNumber ?? 0] = (part.ETag, part.Size ?? -1);
                }

                if (page.IsTruncated != true || page.NextPartNumberMarker is not { } marker || marker <= (request.PartNumberMarker ?? 0))
                {
                    return listed;
                }

                request = request with { PartNumberMarker = marker };
            }
        }
        catch (S3Exception fault) when (fault.Code == "NoSuchUpload")
        {
            return null;
        }
    }

    // All that the object is told to be like, hashed: there are secrets in it.
    private string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var field in CreateMultipartUpload.Operation.WriteRequest(_target.Options.ToCreate(_target.Bucket, _target.Key)).Headers)
        {
            text.Append(field.Name).Append(':').Append(field.Value).Append('\n');
        }

        text.Append(_checksum);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
