using System.CommandLine;
using Sealane.Cli.Help;
using Sealane.Protocol.Wire;
using Sealane.Sync;
using Sealane.Transfers;

namespace Sealane.Cli.Flags;

/// <summary>How downloads and copies from bucket to bucket are made.</summary>
internal sealed class CopyFlags() : FlagGroup("Downloads and copies from bucket to bucket")
{
    private readonly Option<string?> _version = new("--version-id") { HelpName = "id", Description = "This version of the one source, not the newest." };
    private readonly Option<string?> _sourceRegion = new("--source-region") { HelpName = "region", Description = "The region of the source's bucket, where it is another one." };
    private readonly Option<string?> _directive = Values.Choice("--metadata-directive", ["COPY", "REPLACE"]);
    private readonly Option<Secret?> _sourceKey = CustomerKey.Option("--sse-c-copy-source-key");
    private readonly Option<string?> _sourceAlgorithm = new("--sse-c-copy-source") { HelpName = CustomerKey.Algorithm, Hidden = true };
    private readonly Option<string?> _caseConflict = Values.Choice("--case-conflict", ["error", "skip", "ignore"]);
    private readonly Option<bool> _emptyFolders = new("--empty-folders") { Description = "Empty folders become objects whose keys end with '/'." };

    public override IReadOnlyList<Option> Options
    {
        get
        {
            _directive.Description = "Whether a copy keeps its source's headers and metadata (COPY) or takes those given here (REPLACE, if any is given).";
            _caseConflict.Description = "What becomes of a key that differs only in case from another, on a disk that cannot tell them apart: error, if you do not say.";
            return [_version, _sourceRegion, _directive, _sourceKey, _sourceAlgorithm, _caseConflict, _emptyFolders];
        }
    }

    /// <summary>A client for the sources' region, or null when it is the same.</summary>
    public S3Client? SourceClient(S3ClientOptions options, ParseResult parsed) =>
        parsed.GetValue(_sourceRegion) is { } region && region != options.Region ? new S3Client(options with { Region = region }) : null;

    /// <summary>The options with how to download and copy.</summary>
    public T Apply<T>(T options, ObjectFlags objects, ParseResult parsed)
        where T : BulkOptions => options with
        {
            Download = new DownloadOptions { VersionId = parsed.GetValue(_version), SseCustomerKey = objects.CustomersKey(parsed), KeepLastModified = true },
            Copy = new CopyOptions
            {
                SourceVersionId = parsed.GetValue(_version),
                Properties = objects.Read(parsed),
                ReplacesProperties = parsed.GetValue(_directive) is { } directive ? directive == "REPLACE" : objects.ReplacesProperties(parsed),
                SourceSseCustomerKey = parsed.GetValue(_sourceKey),
            },
            CaseConflict = parsed.GetValue(_caseConflict) switch
            {
                "skip" => CaseConflict.Skip,
                "ignore" => CaseConflict.Overwrite,
                _ => CaseConflict.Fail,
            },
            EmptyFolders = parsed.GetValue(_emptyFolders),
        };
}
