using System.CommandLine;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Naming;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane ls</c>: buckets, or objects in the order of their keys.</summary>
internal static class LsCommand
{
    // Where a name begins: the date's 19, a blank, the size's 10, a blank.
    private const int DateWidth = 19;
    private const int SizeWidth = 10;

    public static Command Create()
    {
        var target = new Argument<string?>("target") { Description = "s3://bucket/prefix, with wildcards if you like; left out, your buckets are listed.", Arity = ArgumentArity.ZeroOrOne };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Everything below the prefix, not only the next level." };
        var human = new Option<bool>("--human-readable", "-H") { Description = "Sizes such as 1.5 MiB." };
        var summarize = new Option<bool>("--summarize") { Description = "At the end, how many objects and bytes." };
        var etag = new Option<bool>("--etag", "-e") { Description = "The entity tags too." };
        var storageClass = new Option<bool>("--storage-class", "-s") { Description = "The storage classes too." };
        var fullPath = new Option<bool>("--show-fullpath") { Description = "Nothing but s3://bucket/key." };
        var nul = new Option<bool>("--print0", "-0") { Description = "With --show-fullpath: a NUL after each, for --files0-from." };
        var raw = new Option<bool>("--raw") { Description = "Take * and ? in the key as they are." };
        return new S3Command("ls", "List buckets or objects.", (session, parsed, cancellationToken) => ListAsync(
            session,
            parsed.GetValue(target),
            new Layout(
                parsed.GetValue(recursive),
                parsed.GetValue(human),
                parsed.GetValue(summarize),
                parsed.GetValue(etag),
                parsed.GetValue(storageClass),
                parsed.GetValue(fullPath),
                parsed.GetValue(nul),
                parsed.GetValue(raw)),
            cancellationToken))
        {
            Examples =
            [
                new("sealane ls", "your buckets"),
                new("sealane ls s3://bucket/logs/", "what is directly below logs/"),
                new("sealane ls 's3://bucket/logs/2026-*.gz' --human-readable --summarize", "all that fit, and their sum"),
                new("sealane ls s3://bucket/ --recursive --json", "everything, one JSON object a line"),
            ],
            Arguments = { target },
            Options = { recursive, human, summarize, etag, storageClass, fullPath, nul, raw },
        };
    }

    private static Task<int> ListAsync(Session session, string? target, Layout layout, CancellationToken cancellationToken)
    {
        var uri = target is null or "s3://" ? null : Location.ParseS3(target);
        return uri is null ? BucketsAsync(session, cancellationToken)
            : layout.Recursive || new ObjectSelection(session.S3, uri, layout.Raw).IsPattern ? AllAsync(session, uri, layout, cancellationToken)
            : LevelAsync(session, uri, layout, cancellationToken);
    }

    private static async Task<int> BucketsAsync(Session session, CancellationToken cancellationToken)
    {
        var (report, lines) = (session.Report, session.Report.Lines);
        var request = new ListBucketsRequest();
        do
        {
            var page = await session.S3.ListBucketsAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var bucket in page.Buckets)
            {
                if (report.Style.Json)
                {
                    report.WriteJson(json =>
                    {
                        json.WriteString("bucket"u8, bucket.Name);
                        json.WriteString("created"u8, Times.Wire(bucket.CreationDate));
                        json.WriteString("region"u8, bucket.BucketRegion);
                    });
                }
                else
                {
                    Times.WriteLocal(lines, bucket.CreationDate);
                    lines.Blanks(1).Name(bucket.Name ?? "").End();
                }
            }

            request = request with { ContinuationToken = page.ContinuationToken };
        }
        while (!string.IsNullOrEmpty(request.ContinuationToken));
        lines.Flush();
        return ExitCode.Done;
    }

    // Everything below a prefix, or all that fits a pattern.
    private static async Task<int> AllAsync(Session session, S3Uri uri, Layout layout, CancellationToken cancellationToken)
    {
        var printer = new Printer(session.Report, uri, layout);
        await foreach (var page in new ObjectSelection(session.S3, uri, layout.Raw).PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in page)
            {
                printer.Object(one, nameFrom: 0);
            }
        }

        return printer.End();
    }

    // What is directly below a prefix: folders of each page first, as aws s3 ls has it.
    private static async Task<int> LevelAsync(Session session, S3Uri uri, Layout layout, CancellationToken cancellationToken)
    {
        var printer = new Printer(session.Report, uri, layout);
        var request = new ListObjectsV2Request { Bucket = uri.Bucket, Prefix = uri.Key, Delimiter = "/" };
        var nameFrom = uri.Key.LastIndexOf('/') + 1;
        await foreach (var page in session.S3.ListPagesAsync(request, cancellationToken).ConfigureAwait(false))
        {
            foreach (var folder in page.CommonPrefixes)
            {
                printer.Folder(folder.Prefix ?? "", nameFrom);
            }

            foreach (var one in page.Contents)
            {
                printer.Object(one, nameFrom);
            }
        }

        return printer.End();
    }

    private sealed record Layout(bool Recursive, bool Human, bool Summarize, bool ETag, bool StorageClass, bool FullPath, bool Nul, bool Raw);

    private sealed class Printer(Report report, S3Uri uri, Layout layout)
    {
        private readonly LineWriter _lines = report.Lines;
        private long _objects;
        private long _bytes;
        private bool _folders;

        public void Folder(string prefix, int nameFrom)
        {
            _folders = true;
            if (report.Style.Json)
            {
                report.WriteJson(json => json.WriteString("prefix"u8, prefix));
            }
            else if (layout.FullPath)
            {
                FullPath(prefix);
            }
            else
            {
                _lines.Blanks(DateWidth + 1 + SizeWidth - 3).Ascii("PRE "u8).Name(prefix[nameFrom..]).End();
            }
        }

        public void Object(ObjectSummary one, int nameFrom)
        {
            var (key, size) = (one.Key ?? "", one.Size ?? 0);
            _objects++;
            _bytes += size;
            if (report.Style.Json)
            {
                Json(one);
                return;
            }

            if (layout.FullPath)
            {
                FullPath(key);
                return;
            }

            Times.WriteLocal(_lines, one.LastModified);
            _lines.Blanks(1);
            if (layout.Human)
            {
                _lines.Text(HumanSize.Of(size).PadLeft(SizeWidth));
            }
            else
            {
                _lines.Number(size, SizeWidth);
            }

            if (layout.ETag)
            {
                _lines.Blanks(1).Text((one.ETag ?? "").Trim('"').PadRight(38));
            }

            if (layout.StorageClass)
            {
                _lines.Blanks(1).Text((one.StorageClass ?? "STANDARD").PadRight(12));
            }

            _lines.Blanks(1).Name(key[nameFrom..]).End();
        }

        /// <summary>The sums, and the exit code: as with aws s3, nothing found under a prefix is a failure.</summary>
        public int End()
        {
            if (layout.Summarize && report.Style.Json)
            {
                report.WriteJson(json =>
                {
                    json.WriteNumber("objects"u8, _objects);
                    json.WriteNumber("total_bytes"u8, _bytes);
                });
            }
            else if (layout.Summarize)
            {
                _lines.End();
                _lines.Ascii("Total Objects: "u8).Number(_objects).End();
                _lines.Ascii("   Total Size: "u8).Text(layout.Human ? HumanSize.Of(_bytes) : $"{_bytes}").End();
            }

            _lines.Flush();
            if (_objects > 0 || _folders || uri.Key.Length == 0)
            {
                return ExitCode.Done;
            }

            Complaints.Say($"There is nothing at {uri}. Check the prefix; 'sealane ls s3://{uri.Bucket}/' shows what there is.");
            return ExitCode.Failed;
        }

        private void FullPath(string key)
        {
            _lines.Ascii("s3://"u8).Text(uri.Bucket).Ascii("/"u8);
            if (layout.Nul)
            {
                _lines.Text(key).End("\0"u8);
            }
            else
            {
                _lines.Name(key).End();
            }
        }

        private void Json(ObjectSummary one) => report.WriteJson(json =>
        {
            json.WriteString("key"u8, one.Key);
            json.WriteNumber("size"u8, one.Size ?? 0);
            json.WriteString("last_modified"u8, Times.Wire(one.LastModified));
            json.WriteString("etag"u8, one.ETag?.Trim('"'));
            json.WriteString("storage_class"u8, one.StorageClass ?? "STANDARD");
        });
    }
}
