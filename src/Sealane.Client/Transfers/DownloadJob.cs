using Sealane.Diagnostics;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>One download, as it was asked for.</summary>
internal sealed record DownloadJob(string Bucket, string Key, DownloadOptions Options, ProgressLedger Ledger)
{
    public string Name => $"s3://{Bucket}/{Key}";

    /// <summary>The full path of the file that it becomes; empty when it becomes none.</summary>
    public string Path { get; init; } = "";

    public GetObjectRequest Request { get; } = Options.ToGet(Bucket, Key);

    /// <summary>Asks for the object.</summary>
    public Task<GetObjectResult> GetAsync(Sender sender, CancellationToken cancellationToken) =>
        AskAsync(sender.SendAsync(GetObject.Operation, Request, cancellationToken));

    /// <summary>Asks what there is to be said of the object.</summary>
    public Task<HeadObjectResult> HeadAsync(Sender sender, CancellationToken cancellationToken)
    {
        var asks = sender.Settings.ResponseChecksumValidation == ResponseChecksumValidation.WhenSupported;
        var request = Options.ToHead(Bucket, Key) with { ChecksumMode = asks ? "ENABLED" : Options.ChecksumMode };
        return AskAsync(sender.SendAsync(HeadObject.Operation, request, cancellationToken));
    }

    /// <summary>Refuses an answer that S3 would not have sent.</summary>
    /// <exception cref="S3ConnectionException">It is such a one; the message says what on the way did that.</exception>
    public void Judge(ServedBytes served)
    {
        if (served.ContentRange is { } part)
        {
            throw new S3ConnectionException($"{Name} was asked for, and a part of it came, '{part}'. Look for a cache on the way that cuts answers.");
        }

        if (served.WhyChanged() is { } why)
        {
            throw new S3ConnectionException($"{Name} was asked for, and the answer is not the object as S3 has it: {why}.");
        }

        if (served.Length is null)
        {
            var coding = served.ContentEncoding is { } encoding ? $", and that it is coded with {encoding}" : "";
            throw new S3ConnectionException($"The answer for {Name} does not say how long the object is{coding}. Look for a proxy on the way that takes Content-Length out, as they do when they compress.");
        }
    }

    /// <summary>Whether an earlier download left a journal. A short object has none, where the caller knows that it is short.</summary>
    public bool HasJournal(TransferSettings settings) =>
        settings.JournalFolder is { } folder
        && (Options.Listed is null || Options.Listed.Length > settings.MultipartThreshold)
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

    // A 304 to a request without a condition is not S3's.
    private async Task<T> AskAsync<T>(Task<T> asking)
    {
        try
        {
            return await asking.ConfigureAwait(false);
        }
        catch (S3Exception refusal) when (refusal.Status == 304 && !Options.AsksIfModified)
        {
            throw PinnedObject.Invented304(Name, refusal);
        }
    }
}
