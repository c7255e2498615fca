using System.CommandLine;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane du</c>: how many objects and bytes.</summary>
internal static class DuCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "s3://bucket/prefix, with wildcards if you like." };
        var group = new Option<bool>("--group", "-g") { Description = "A line for each storage class." };
        var human = new Option<bool>("--human-readable", "-H") { Description = "Sizes such as 1.5 MiB." };
        var raw = new Option<bool>("--raw") { Description = "Take * and ? in the key as they are." };
        return new S3Command("du", "Sum up objects and their bytes.", (session, parsed, cancellationToken) => SumAsync(
            session, parsed.GetValue(target)!, parsed.GetValue(group), parsed.GetValue(human), parsed.GetValue(raw), cancellationToken))
        {
            Examples =
            [
                new("sealane du s3://bucket/backups/ --human-readable", "what the backups take"),
                new("sealane du --group s3://bucket/", "by storage class"),
            ],
            Arguments = { target },
            Options = { group, human, raw },
        };
    }

    private static async Task<int> SumAsync(Session session, string target, bool group, bool human, bool raw, CancellationToken cancellationToken)
    {
        var sums = new SortedDictionary<string, (long Objects, long Bytes)>(StringComparer.Ordinal);
        await foreach (var page in new ObjectSelection(session.S3, Location.ParseS3(target), raw).PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in page)
            {
                var name = group ? one.StorageClass ?? "STANDARD" : "";
                var (objects, bytes) = sums.GetValueOrDefault(name);
                sums[name] = (objects + 1, bytes + (one.Size ?? 0));
            }
        }

        if (!group)
        {
            sums.TryAdd("", default);
        }

        foreach (var (storageClass, (objects, bytes)) in sums)
        {
            Write(session.Report, target, group ? storageClass : null, objects, bytes, human);
        }

        session.Report.Flush();
        return ExitCode.Done;
    }

    private static void Write(Report report, string target, string? storageClass, long objects, long bytes, bool human)
    {
        if (report.Style.Json)
        {
            report.WriteJson(json =>
            {
                json.WriteString("target"u8, target);
                json.WriteNumber("objects"u8, objects);
                json.WriteNumber("bytes"u8, bytes);
                if (storageClass is not null)
                {
                    json.WriteString("storage_class"u8, storageClass);
                }
            });
            return;
        }

        report.Lines.Text(human ? HumanSize.Of(bytes) : $"{bytes} bytes").Text($" in {objects} object{(objects == 1 ? "" : "s")}: ").Name(target);
        report.Lines.Text(storageClass is null ? "" : $" [{storageClass}]").End();
    }
}
