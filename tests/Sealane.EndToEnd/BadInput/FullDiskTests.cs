using System.Diagnostics;
using Sealane.EndToEnd.Running;
using Sealane.Lab.Programs;

namespace Sealane.EndToEnd.BadInput;

/// <summary><c>sealane serve</c> on a disk that is full.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_that_does_not_fit_is_refused_whole_and_the_endpoint_lives_on()
    {
        using var folder = new ScratchFolder();
        await using var disk = await TinyDisk.MountAsync(folder.File("disk"), "256k");
        using var server = Process.Start(new ProcessStartInfo(OutsideProgram.Sealane, ["serve", "--port", "0", "--bucket", "bucket", "--data", Path.Combine(disk.Path, "data")])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            var url = await UrlAsync(server);
            var refused = await CopyAsync(folder, url, folder.Random("large", 1024 * 1024), "s3://bucket/large");
            Command.SaysWhatIsWrongAndWhatToDo(refused, 1, "503 ServiceUnavailable", "The disk under", "is full", "Nothing of this upload was stored", "free space there");

            // Nothing half-written: not for a reader, and not on the disk.
            Command.SaysWhatIsWrongAndWhatToDo(await CopyAsync(folder, url, "s3://bucket/large", "copy"), 1, "NoSuchKey");
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(disk.Path, "data", "staging")));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(disk.Path, "data", "data"), "*", SearchOption.AllDirectories));
            await using (var s3 = new S3Client(new S3ClientOptions
            {
                EndpointUrl = new Uri(url),
                Credentials = new Credentials.GivenCredentials(LabKeys.Credentials),
                Proxy = Transport.ProxyRules.None,
            }))
            {
                Assert.Empty(await s3.ListAsync("bucket", cancellationToken: Cancellation).ToListAsync(Cancellation));
            }

            // What fits is stored.
            var small = await CopyAsync(folder, url, folder.Random("small", 1000), "s3://bucket/small");
            Assert.True(small.ExitCode == 0, small.ToString());
            Assert.Equal(0, (await CopyAsync(folder, url, "s3://bucket/small", "copy")).ExitCode);
            Assert.Equal(await File.ReadAllBytesAsync(folder.File("small"), Cancellation), await File.ReadAllBytesAsync(folder.File("copy"), Cancellation));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(Cancellation);
        }
    }

    private static Task<OutsideProgram> CopyAsync(ScratchFolder folder, string url, string source, string destination) => Command.RunAsync(
        folder,
        ["cp", "--endpoint-url", url, source, destination],
        ("AWS_ACCESS_KEY_ID", LabKeys.AccessKeyId),
        ("AWS_SECRET_ACCESS_KEY", LabKeys.SecretAccessKey));

    private static async Task<string> UrlAsync(Process server)
    {
        const string Marker = "AWS_ENDPOINT_URL_S3=";
        while (await server.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.IndexOf(Marker, StringComparison.Ordinal) is var at and >= 0)
            {
                return line[(at + Marker.Length)..].Trim();
            }
        }

        throw new InvalidOperationException("The endpoint ended before it said where it listens.");
    }
}
