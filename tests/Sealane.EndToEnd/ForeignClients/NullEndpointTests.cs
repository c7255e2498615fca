using Sealane.EndToEnd.Running;
using Sealane.Server.Null;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>Programs that are installed here believe the endpoint that keeps nothing.</summary>
public sealed class NullEndpointTests
{
    private const string Round =
        """
        import boto3, os, sys, tempfile
        from botocore.config import Config
        s3 = boto3.client("s3", endpoint_url=sys.argv[1], config=Config(region_name="us-east-1", retries={"total_max_attempts": 1}, proxies={}))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x")
            open(path, "wb").write(os.urandom(20 << 20))
            s3.upload_file(path, "box", "large")
            s3.put_object(Bucket="box", Key="small", Body=b"x" * 100000, ChecksumAlgorithm="CRC32")
            s3.download_file("box", "20MiB-1", path)
            assert os.path.getsize(path) == 20 << 20
        keys = [one["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket="keys-2500") for one in page["Contents"]]
        assert len(keys) == 2500 and keys == sorted(keys)
        print("believed")
        """;

    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["AWS_ACCESS_KEY_ID"] = "AKIANULLENDPOINT0001",
        ["AWS_SECRET_ACCESS_KEY"] = "any",
        ["AWS_SESSION_TOKEN"] = null,
        ["AWS_PROFILE"] = null,
        ["AWS_CA_BUNDLE"] = null,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["RCLONE_CONFIG_LAB_TYPE"] = "s3",
        ["RCLONE_CONFIG_LAB_PROVIDER"] = "Other",
        ["RCLONE_CONFIG_LAB_ENV_AUTH"] = "true",
        ["RCLONE_RETRIES"] = "1",
    };

    [Fact]
    public async Task Boto3_puts_gets_lists_and_uploads_in_parts()
    {
        var python = OutsideProgram.Need("python3");
        var asked = await OutsideProgram.RunAsync(python, ["-c", "import boto3"]);
        Assert.SkipUnless(asked.ExitCode == 0, $"{python} has no boto3");
        await using var server = NullServer.Start(new NullServerOptions());

        var round = await OutsideProgram.RunAsync(python, ["-c", Round, Url(server)], Environment);

        Assert.True(round.ExitCode == 0 && round.Output.Contains("believed", StringComparison.Ordinal), round.ToString());
    }

    [Fact]
    public async Task Rclone_puts_gets_lists_and_uploads_in_parts()
    {
        var rclone = OutsideProgram.Need("rclone");
        using var folder = new ScratchFolder();
        await using var server = NullServer.Start(new NullServerOptions());
        var file = folder.Random("20MiB-1", 20 << 20);

        await SayAsync("copyto", "--ignore-times", "--s3-upload-cutoff", "5M", file, "lab:box/20MiB-1");
        await SayAsync("copyto", "lab:box/20MiB-2", folder.File("back"));
        Assert.Equal(20 << 20, new FileInfo(folder.File("back")).Length);
        Assert.Equal(2500, (await SayAsync("lsf", "-R", "--files-only", "lab:keys-2500")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        async Task<string> SayAsync(params string[] arguments)
        {
            var said = await OutsideProgram.RunAsync(
                rclone, arguments, new Dictionary<string, string?>(Environment) { ["RCLONE_CONFIG"] = folder.File("none"), ["RCLONE_CONFIG_LAB_ENDPOINT"] = Url(server) });
            Assert.True(said.ExitCode == 0, said.ToString());
            return said.Output;
        }
    }

    private static string Url(NullServer server) => server.Uri.GetLeftPart(UriPartial.Authority);
}
