using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>Programs that are installed here against the endpoint: boto3 before and after the change of January 2025, and rclone.</summary>
public sealed class ProgramTests
{
    private const string Debians = "/usr/bin/python3";

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("http" + ServedEndpoint.Gated)]
    [InlineData("https" + ServedEndpoint.Gated)]
    public Task Debians_boto3_goes_a_whole_round(string scheme) => RoundAsync(Debians, scheme);

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("http" + ServedEndpoint.Gated)]
    [InlineData("https" + ServedEndpoint.Gated)]
    public Task The_boto3_on_the_path_goes_a_whole_round(string scheme)
    {
        var python = OutsideProgram.Need("python3");
        Assert.SkipWhen(python == Debians, "there is no other python3 on the path than the system's");
        return RoundAsync(python, scheme);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("http" + ServedEndpoint.Gated)]
    [InlineData("https" + ServedEndpoint.Gated)]
    public async Task Rclone_copies_there_and_back_lists_and_deletes(string scheme)
    {
        var rclone = OutsideProgram.Need("rclone");
        await using var endpoint = await ServedEndpoint.StartAsync(scheme);
        using var folder = new ScratchFolder();
        var environment = Environment(endpoint, folder);
        Directory.CreateDirectory(folder.File("there"));
        folder.Random("there/small one", 200_000);
        folder.Random("there/large", 12 << 20);

        await SayAsync("mkdir", "lab:box");
        await SayAsync("copy", folder.File("there"), "lab:box/dir");
        Assert.Equal("large;12582912\nsmall one;200000\n", await SayAsync("lsf", "--format", "ps", "lab:box/dir"));
        await SayAsync("copyto", "lab:box/dir/large", "lab:box/copy");
        await SayAsync("copy", "lab:box", folder.File("back"));
        await SayAsync("purge", "lab:box");

        var large = await Content.HashOfFileAsync(folder.File("there/large"));
        Assert.Equal([large, large], [await Content.HashOfFileAsync(folder.File("back/dir/large")), await Content.HashOfFileAsync(folder.File("back/copy"))]);
        Assert.Equal(await Content.HashOfFileAsync(folder.File("there/small one")), await Content.HashOfFileAsync(folder.File("back/dir/small one")));
        Assert.Equal(3, endpoint.PayloadForms("UploadPart").Count());

        async Task<string> SayAsync(params string[] arguments)
        {
            var said = await OutsideProgram.RunAsync(rclone, arguments, environment);
            Assert.True(said.ExitCode == 0, said.ToString());
            return said.Output;
        }
    }

    private static async Task RoundAsync(string name, string scheme)
    {
        var python = OutsideProgram.Need(name);
        var asked = await OutsideProgram.RunAsync(python, ["-c", "import boto3"]);
        Assert.SkipUnless(asked.ExitCode == 0, $"{python} has no boto3");
        await using var endpoint = await ServedEndpoint.StartAsync(scheme);
        using var folder = new ScratchFolder();
        string[] authority = endpoint.IsSecure ? [AuthorityFile(endpoint, folder)] : [];

        var round = await OutsideProgram.RunAsync(
            python,
            [Repository.File("tests", "Sealane.EndToEnd", "ForeignClients", "round.py"), endpoint.Url, .. authority],
            Environment(endpoint, folder));

        Assert.True(round.ExitCode == 0, round.ToString());
        Assert.Contains("whole round", round.Output, StringComparison.Ordinal);
    }

    internal static Dictionary<string, string?> Environment(ServedEndpoint endpoint, ScratchFolder folder) => new()
    {
        ["AWS_ACCESS_KEY_ID"] = ServedEndpoint.Key.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = ServedEndpoint.Key.SecretAccessKey,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_CONFIG_FILE"] = folder.File("none"),
        ["AWS_SHARED_CREDENTIALS_FILE"] = folder.File("none"),
        ["AWS_PROFILE"] = null,
        ["AWS_SESSION_TOKEN"] = null,
        ["AWS_CA_BUNDLE"] = null, // rclone of Debian 12 refuses to start with it
        ["RCLONE_CONFIG"] = folder.File("none"),
        ["RCLONE_CONFIG_LAB_TYPE"] = "s3",
        ["RCLONE_CONFIG_LAB_PROVIDER"] = "Other",
        ["RCLONE_CONFIG_LAB_ENV_AUTH"] = "true",
        ["RCLONE_CONFIG_LAB_ENDPOINT"] = endpoint.Url,
        ["RCLONE_S3_CHUNK_SIZE"] = "5M",
        ["RCLONE_S3_UPLOAD_CUTOFF"] = "5M",
        ["RCLONE_RETRIES"] = "1",
        ["RCLONE_CA_CERT"] = endpoint.IsSecure ? AuthorityFile(endpoint, folder) : null,
    };

    private static string AuthorityFile(ServedEndpoint endpoint, ScratchFolder folder)
    {
        File.WriteAllText(folder.File("ca.pem"), endpoint.AuthorityPem);
        return folder.File("ca.pem");
    }
}
