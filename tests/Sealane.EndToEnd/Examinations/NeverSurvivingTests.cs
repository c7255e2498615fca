using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Examinations;

/// <summary>Programs of which nothing can be proven: the doctor never says that they survive.</summary>
public sealed class NeverSurvivingTests
{
    private const string Upload = """
        import boto3
        from botocore.config import Config
        s3 = boto3.client("s3", region_name="us-east-1", config=Config(retries={"total_max_attempts": 1}))
        """;

    [Fact]
    public async Task A_program_that_sends_nothing_is_not_said_to_survive()
    {
        var examined = await ExamineAsync(OutsideProgram.Need("python3"), "-c", "print('nothing to do')");

        AssertUnproven(examined, "No S3 request was seen.");
    }

    [Fact]
    public async Task A_program_that_ignores_the_proxy_is_not_said_to_survive()
    {
        // An address of this machine at which nobody listens: a program that asks no proxy goes there itself.
        var examined = await ExamineAsync(OutsideProgram.Need("curl"), "-s", "--noproxy", "*", "--connect-timeout", "1", "https://bucket.s3.us-east-1.amazonaws.com:1/", "--resolve", "bucket.s3.us-east-1.amazonaws.com:1:127.0.0.1");

        AssertUnproven(examined, "no connection came");
    }

    [Fact]
    public async Task A_program_that_asks_a_host_outside_the_lab_is_not_said_to_survive_although_its_uploads_do()
    {
        var python = await Boto3Async();
        var examined = await ExamineAsync(python, "-c", Upload + """

            s3.put_object(Bucket="my-bucket", Key="k", Body=b"hello")
            try:
                boto3.client("sts", region_name="us-east-1", config=Config(retries={"total_max_attempts": 1})).get_caller_identity()
            except Exception:
                pass
            """);

        AssertUnproven(examined, "sts.");
        Assert.Contains("lies outside the lab", examined.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_signs_with_keys_of_its_own_is_not_said_to_survive()
    {
        var python = await Boto3Async();
        var examined = await ExamineAsync(python, "-c", """
            import boto3
            s3 = boto3.client("s3", region_name="us-east-1", aws_access_key_id="AKIAOWNKEYOWNKEY0000", aws_secret_access_key="own-secret-never-shown")
            try:
                s3.put_object(Bucket="my-bucket", Key="k", Body=b"hello")
            except Exception:
                pass
            """);

        AssertUnproven(examined, "AKIAOWNKEYOWNKEY0000");
        Assert.DoesNotContain("own-secret-never-shown", examined.Output + examined.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_signs_nothing_is_not_said_to_survive()
    {
        var python = await Boto3Async();
        var examined = await ExamineAsync(python, "-c", """
            import boto3
            from botocore import UNSIGNED
            from botocore.config import Config
            try:
                boto3.client("s3", region_name="us-east-1", config=Config(signature_version=UNSIGNED)).list_objects_v2(Bucket="my-bucket")
            except Exception:
                pass
            """);

        Assert.NotEqual(0, examined.ExitCode);
        Assert.DoesNotContain("Every signature survives", examined.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_trust_the_lab_is_not_said_to_survive_and_told_so()
    {
        var examined = await ExamineAsync(OutsideProgram.Need("curl"), "-s", "--cacert", "/dev/null", "https://bucket.s3.us-east-1.amazonaws.com/");

        AssertUnproven(examined, "certificate authority  no");
    }

    [Fact]
    public async Task A_program_that_fails_after_its_first_request_is_not_said_to_survive()
    {
        var python = await Boto3Async();
        var examined = await ExamineAsync(python, "-c", Upload + """

            s3.put_object(Bucket="my-bucket", Key="k", Body=b"hello")
            raise SystemExit(7)
            """);

        AssertUnproven(examined, "exit code 7");
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended_and_not_said_to_survive()
    {
        var examined = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", "--timeout", "1s", "--", OutsideProgram.Need("sleep"), "600"]);

        AssertUnproven(examined, "was ended");
    }

    [Theory]
    [InlineData("--profiles", "no-such-profile")]
    [InlineData("--report", "report.docx")]
    [InlineData("--report", "/no/such/folder/report.md")]
    [InlineData("--timeout", "soon")]
    [InlineData("--repeat", "0")]
    public async Task What_cannot_be_used_is_said_before_the_program_runs(string option, string value)
    {
        var examined = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", option, value, "--", "echo", "it ran"]);

        Assert.True(examined.ExitCode == 2, examined.ToString());
        Assert.Contains(value, examined.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("it ran", examined.Output, StringComparison.Ordinal);
    }

    private static Task<OutsideProgram> ExamineAsync(params string[] program) =>
        OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", "--profiles", "transparent,rfc9110", "--", .. program]);

    private static void AssertUnproven(OutsideProgram examined, string reason)
    {
        Assert.True(examined.ExitCode == 3, examined.ToString());
        Assert.Contains(reason, examined.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("survives", examined.Output.Split('\n')[1], StringComparison.Ordinal);
    }

    private static async Task<string> Boto3Async()
    {
        var python = OutsideProgram.Need("python3");
        var asked = await OutsideProgram.RunAsync(python, ["-c", "import boto3"]);
        Assert.SkipUnless(asked.ExitCode == 0, $"{python} has no boto3");
        return python;
    }
}
