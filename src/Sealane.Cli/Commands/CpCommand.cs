using System.CommandLine;
using Sealane.Cli.Flags;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane cp</c>: one file up or down.</summary>
internal static class CpCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "A file, s3://bucket/key, or - for standard input." };
        var destination = new Argument<string>("destination") { Description = "s3://bucket/key, a file, a folder, or - for standard output. A key or folder that ends with '/' takes the source's name." };
        var objects = new ObjectFlags();
        return new S3Command("cp", "Copy one file to S3 or from it.", async (session, parsed, cancellationToken) =>
        {
            await CopyAsync(session, Location.Parse(parsed.GetValue(source)!), Location.Parse(parsed.GetValue(destination)!), objects, parsed, cancellationToken).ConfigureAwait(false);
            session.Report.Flush();
            return session.Report.ExitCode;
        })
        {
            Examples =
            [
                new("sealane cp big.iso s3://bucket/", "up"),
                new("sealane cp s3://bucket/big.iso .", "down"),
                new("tar c . | sealane cp - s3://bucket/all.tar", "a pipe of any length"),
            ],
            Arguments = { source, destination },
            FlagGroups = [objects],
        };
    }

    private static async Task CopyAsync(Session session, Location source, Location destination, ObjectFlags objects, ParseResult parsed, CancellationToken cancellationToken)
    {
        var s3 = session.S3;
        switch (source, destination)
        {
            case (Location.Local(var file), Location.Remote({ } to)):
                RequireFile(file);
                var key = to.Key.Length == 0 || to.Key.EndsWith('/') ? to.Key + Path.GetFileName(file) : to.Key;
                var sent = await s3.UploadFileAsync(to.Bucket, key, file, objects.Guessed(parsed, file), cancellationToken: cancellationToken).ConfigureAwait(false);
                session.Report.Done(Verb.Upload, file, $"s3://{to.Bucket}/{key}", sent.Length);
                break;
            case (Location.Standard, Location.Remote({ Key: not "" } to)):
                var input = Console.OpenStandardInput();
                await using (input.ConfigureAwait(false))
                {
                    var stored = await s3.UploadStreamAsync(to.Bucket, to.Key, input, objects.Guessed(parsed, to.Key), cancellationToken: cancellationToken).ConfigureAwait(false);
                    session.Report.Done(Verb.Upload, "-", to.ToString(), stored.Length);
                }

                break;
            case (Location.Remote({ } from), Location.Local(var target)):
                from = Location.ParseObject(from.ToString());
                var path = Directory.Exists(target) || Path.EndsInDirectorySeparator(target) ? Path.Combine(target, from.Key.Split('/')[^1]) : target;
                var got = await s3.DownloadFileAsync(from.Bucket, from.Key, path, cancellationToken: cancellationToken).ConfigureAwait(false);
                session.Report.Done(Verb.Download, from.ToString(), path, got.Length);
                break;
            default:
                throw new UsageException($"One of '{source}' and '{destination}' must be s3://bucket/key, and the other a file.");
        }
    }

    private static void RequireFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ArgumentException($"'{path}' is a folder, and cp copies one file. Name a file in it.");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'. Name one that exists; an object's name begins with s3://.");
        }
    }
}
