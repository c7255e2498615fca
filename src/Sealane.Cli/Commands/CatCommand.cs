using System.CommandLine;
using Sealane.Cli.Copying;
using Sealane.Cli.Flags;
using Sealane.Cli.Locations;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Naming;
using Sealane.Transfers;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane cat</c>: objects on standard output, one after the other.</summary>
internal static class CatCommand
{
    public static Command Create()
    {
        var targets = new Argument<string[]>("target") { Description = "s3://bucket/key, with wildcards if you like; several are put one behind the other.", Arity = ArgumentArity.OneOrMore };
        var version = new Option<string?>("--version-id") { HelpName = "id", Description = "This version, not the newest." };
        var raw = new Option<bool>("--raw") { Description = "Take * and ? in the key as they are." };
        var customerKey = CustomerKey.Option();
        return new S3Command("cat", "Write objects to standard output.", async (session, parsed, cancellationToken) =>
        {
            var options = new DownloadOptions { VersionId = parsed.GetValue(version), SseCustomerKey = parsed.GetValue(customerKey) };
            foreach (var target in parsed.GetValue(targets)!)
            {
                await foreach (var uri in KeysAsync(session, Location.ParseObject(target), parsed.GetValue(raw), cancellationToken).ConfigureAwait(false))
                {
                    await new PipeOut(session.S3).WriteAsync(uri, options, cancellationToken).ConfigureAwait(false);
                }
            }

            return ExitCode.Done;
        })
        {
            Examples =
            [
                new("sealane cat s3://bucket/log.gz | zcat", "one object"),
                new("sealane cat 's3://bucket/parts/2026-*' > whole", "several, in the order of their keys"),
            ],
            Arguments = { targets },
            Options = { version, raw, customerKey },
        };
    }

    private static async IAsyncEnumerable<S3Uri> KeysAsync(
        Session session, S3Uri uri, bool raw, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var selection = new ObjectSelection(session.S3, uri, raw);
        if (!selection.IsPattern)
        {
            yield return uri;
            yield break;
        }

        var any = false;
        await foreach (var page in selection.PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in page)
            {
                any = true;
                yield return uri with { Key = one.Key ?? "" };
            }
        }

        if (!any)
        {
            throw new FileNotFoundException($"No object fits {uri}. 'sealane ls' shows what there is.");
        }
    }
}
