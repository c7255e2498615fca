using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>A client that is not ours, as far as moving files goes: it checks what it reads in its own way.</summary>
internal abstract class Foreigner(ServedEndpoint endpoint, ScratchFolder folder)
{
    protected ServedEndpoint Endpoint { get; } = endpoint;

    protected ScratchFolder Folder { get; } = folder;

    public static Foreigner Of(string name, ServedEndpoint endpoint, ScratchFolder folder) => name switch
    {
        "AWSSDK.S3" => new AwsSdk(endpoint, folder),
        "boto3" => new Boto3(endpoint, folder),
        _ => new Rclone(endpoint, folder),
    };

    /// <summary>Whether it can name a key; a client that thinks in paths cannot name all.</summary>
    public virtual bool CanName(string key) => true;

    /// <summary>Makes an object of each file.</summary>
    public abstract Task StoreAsync(IReadOnlyList<(string Key, string Path)> files);

    /// <summary>Makes a file of each object.</summary>
    public abstract Task FetchAsync(IReadOnlyList<(string Key, string Path)> files);

    private sealed class AwsSdk(ServedEndpoint endpoint, ScratchFolder folder) : Foreigner(endpoint, folder)
    {
        public override Task StoreAsync(IReadOnlyList<(string Key, string Path)> files) => EachAsync(files, (transfer, key, path) => transfer.UploadAsync(path, "box", key));

        public override Task FetchAsync(IReadOnlyList<(string Key, string Path)> files) => EachAsync(files, (transfer, key, path) => transfer.DownloadAsync(path, "box", key));

        private async Task EachAsync(IReadOnlyList<(string Key, string Path)> files, Func<TransferUtility, string, string, Task> move)
        {
            var config = new AmazonS3Config { ServiceURL = Endpoint.Url, ForcePathStyle = true, AuthenticationRegion = "us-east-1" };
            using var s3 = new AmazonS3Client(new BasicAWSCredentials(ServedEndpoint.Key.AccessKeyId, ServedEndpoint.Key.SecretAccessKey), config);
            using var transfer = new TransferUtility(s3, new TransferUtilityConfig { MinSizeBeforePartUpload = 5 << 20 });
            foreach (var (key, path) in files)
            {
                await move(transfer, key, path);
            }
        }
    }

    private sealed class Boto3(ServedEndpoint endpoint, ScratchFolder folder) : Foreigner(endpoint, folder)
    {
        private static string Script => Repository.File("tests", "Sealane.EndToEnd", "ForeignClients", "exchange.py");

        public override Task StoreAsync(IReadOnlyList<(string Key, string Path)> files) => RunAsync("store", files);

        public override Task FetchAsync(IReadOnlyList<(string Key, string Path)> files) => RunAsync("fetch", files);

        private async Task RunAsync(string verb, IReadOnlyList<(string Key, string Path)> files)
        {
            var python = OutsideProgram.Need("python3");
            Assert.SkipUnless((await OutsideProgram.RunAsync(python, ["-c", "import boto3"])).ExitCode == 0, $"{python} has no boto3");
            var said = await OutsideProgram.RunAsync(python, [Script, verb, Endpoint.Url, .. files.SelectMany(file => new[] { file.Key, file.Path })], ProgramTests.Environment(Endpoint, Folder));
            Assert.True(said.ExitCode == 0, said.ToString());
        }
    }

    private sealed class Rclone(ServedEndpoint endpoint, ScratchFolder folder) : Foreigner(endpoint, folder)
    {
        // It cleans paths, and puts its own signs in place of what a file system could not have.
        public override bool CanName(string key) => !key.Contains("//", StringComparison.Ordinal);

        public override Task StoreAsync(IReadOnlyList<(string Key, string Path)> files) => EachAsync(files, (key, path) => ["copyto", path, "lab:box/" + key]);

        public override Task FetchAsync(IReadOnlyList<(string Key, string Path)> files) => EachAsync(files, (key, path) => ["copyto", "lab:box/" + key, path]);

        private async Task EachAsync(IReadOnlyList<(string Key, string Path)> files, Func<string, string, string[]> arguments)
        {
            var rclone = OutsideProgram.Need("rclone");
            foreach (var (key, path) in files)
            {
                var said = await OutsideProgram.RunAsync(rclone, arguments(key, path), ProgramTests.Environment(Endpoint, Folder));
                Assert.True(said.ExitCode == 0, said.ToString());
            }
        }
    }
}
