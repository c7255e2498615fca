using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>One download, as it was asked for.</summary>
internal sealed record DownloadJob(string Bucket, string Key, string Path, DownloadOptions Options, ProgressLedger Ledger)
{
    public string Name => $"s3://{Bucket}/{Key}";

    public GetObjectRequest Get { get; } = Options.ToGet(Bucket, Key);

    public HeadObjectRequest Head(Sender sender) => Options.ToHead(Bucket, Key) with
    {
        ChecksumMode = sender.Settings.ResponseChecksumValidation == ResponseChecksumValidation.WhenSupported ? "ENABLED" : Options.ChecksumMode,
    };

    public bool HasJournal(TransferSettings settings) =>
        settings.JournalFolder is { } folder
        && (Options.KnownLength is null || Options.KnownLength > settings.MultipartThreshold)
        && DownloadJournal.Exists(folder, Bucket, Key, Options.VersionId, Path);

    public DownloadJournal? OpenJournal(TransferSettings settings, out string? whyNot) =>
        DownloadJournal.TryOpen(settings.JournalFolder!, Bucket, Key, Options.VersionId, Path, out whyNot);

    public static DownloadResult Result(ObjectFacts facts, int parts) => new()
    {
        Length = facts.Served.Length!.Value,
        Parts = parts,
        ETag = facts.Served.ETag,
        VersionId = facts.VersionId,
        LastModified = facts.LastModified,
    };
}
