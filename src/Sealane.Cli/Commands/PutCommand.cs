using System.CommandLine;
using Sealane.Cli.Flags;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Protocol.Naming;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane put</c>: standard input becomes an object.</summary>
internal static class PutCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "s3://bucket/key." };
        var objects = new ObjectFlags();
        var expectedSize = Values.Size("--expected-size");
        expectedSize.Description = "About how long it will be, so that parts are long enough above 80 GB.";
        return new S3Command("put", "Store standard input as an object; its length need not be known.", (session, parsed, cancellationToken) =>
            PutAsync(session, Location.ParseObject(parsed.GetValue(target)!), objects, expectedSize, parsed, cancellationToken))
        {
            Examples =
            [
                new("pg_dump shop | sealane put s3://bucket/shop.sql", "a pipe of any length"),
                new("tar c . | sealane put s3://bucket/all.tar --part-size 64MB", "longer parts: 10,000 of them are the most, so 640 GB here"),
            ],
            Aliases = { "pipe" },
            Arguments = { target },
            Options = { expectedSize },
            FlagGroups = [objects],
        };
    }

    private static async Task<int> PutAsync(Session session, S3Uri uri, ObjectFlags objects, Option<long?> expectedSize, ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = objects.ByName(parsed)(uri.Key) with { ExpectedLength = parsed.GetValue(expectedSize) };
        using var line = ProgressLine.For(session.Report.Style);
        var input = Console.OpenStandardInput();
        await using (input.ConfigureAwait(false))
        {
            var stored = await session.S3.UploadStreamAsync(uri.Bucket, uri.Key, input, options, line, cancellationToken).ConfigureAwait(false);
            session.Report.Done(Verb.Upload, "-", uri.ToString(), stored.Length);
        }

        session.Report.Flush();
        return ExitCode.Done;
    }
}
