using System.Collections.Concurrent;
using Sealane.Doctor;
using Sealane.Edge.Relay;
using Sealane.Lab;
using Sealane.Lab.Proxy;
using Sealane.Signing.Keys;
using Sealane.Tests.Lab;

namespace Sealane.EndToEnd;

/// <summary>boto3 as it is installed, with nothing but its environment changed.</summary>
public class Boto3InTheLab
{
    // What a user writes. The key that is put is read back; what went wrong is printed as "error CODE".
    private const string Upload = """
        import sys, boto3
        from botocore.config import Config
        from botocore.exceptions import ClientError
        s3 = boto3.client("s3", config=Config(s3={"use_accelerate_endpoint": True}))
        extra = {"ChecksumAlgorithm": "CRC32"} if "crc32" in sys.argv else {}
        try:
            s3.put_object(Bucket="bucket", Key="reports/a b+c~.txt", Body=b"hello", **extra)
            print("read", s3.get_object(Bucket="bucket", Key="reports/a b+c~.txt")["Body"].read().decode())
        except ClientError as fault:
            print("error", fault.response["Error"]["Code"])
        """;

    private static readonly Version SignsNoFraming = new(1, 36, 7);

    // Importing boto3 takes a second; nobody asks twice.
    private static readonly ConcurrentDictionary<string, Task<Version?>> Versions = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Debians_boto3_uploads_through_acceleration_with_an_MD5()
    {
        var python = await PythonWithAsync("/usr/bin/python3", version => version < SignsNoFraming, "older than 1.36.7");
        await using var lab = await LabAsync(new HoldWholeBody());

        var outcome = await RunAsync(lab, python, Upload);

        Assert.Equal("read hello\n", outcome.Output);
        Assert.All(lab.Voyages, voyage => Assert.Equal("cloudfront-accelerate", voyage.Hops[0].Name));
    }

    [Fact]
    public async Task Debians_boto3_that_is_asked_for_a_CRC32_fails_when_the_edge_waits_for_the_whole_body_and_the_doctor_names_the_header()
    {
        var python = await PythonWithAsync("/usr/bin/python3", version => version < SignsNoFraming, "older than 1.36.7");
        await using var lab = await LabAsync(new HoldWholeBody());

        var outcome = await RunAsync(lab, python, Upload, "crc32");

        Assert.Equal("error SignatureDoesNotMatch\n", outcome.Output);
        var finding = new SignatureDoctor(new SigningKeyCache()).Examine(lab.Voyages[^1], lab.SecretOf).Findings[0];
        Assert.Equal(("transfer-encoding", true, true), (finding.Subject, finding.Broke, finding.Proven));
    }

    [Fact]
    public async Task Debians_boto3_that_is_asked_for_a_CRC32_succeeds_when_the_edge_waits_for_nothing()
    {
        var python = await PythonWithAsync("/usr/bin/python3", version => version < SignsNoFraming, "older than 1.36.7");
        await using var lab = await LabAsync(new HoldNothing());

        var outcome = await RunAsync(lab, python, Upload, "crc32");

        Assert.Equal("read hello\n", outcome.Output);
    }

    [Fact]
    public async Task A_boto3_that_signs_no_framing_survives_whatever_the_edge_waits_for()
    {
        var python = await PythonWithAsync("python3", version => version >= SignsNoFraming, "1.36.7 or newer");
        await using var lab = await LabAsync(new HoldWholeBody());

        var outcome = await RunAsync(lab, python, Upload);

        Assert.Equal("read hello\n", outcome.Output);
        Assert.Contains(lab.Voyages, voyage => voyage.Hops[0].FramingAfter != voyage.Hops[0].FramingBefore);
    }

    [Fact]
    public async Task A_bucket_below_localhost_is_reached_without_a_resolver_that_knows_it()
    {
        const string Script = """
            import sys, boto3
            from botocore.config import Config
            s3 = boto3.client("s3", endpoint_url=sys.argv[1], config=Config(s3={"addressing_style": "virtual"}))
            s3.put_object(Bucket="bucket", Key="k", Body=b"hello")
            print("read", s3.get_object(Bucket="bucket", Key="k")["Body"].read().decode())
            """;
        var python = await PythonWithAsync("python3", _ => true, "any");
        await using var lab = await LabAsync(new HoldWholeBody());

        var outcome = await RunAsync(lab, python, Script, $"http://localhost:{lab.Front.Port}");

        Assert.True(outcome.Output == "read hello\n", outcome.ToString());
        Assert.Equal(["forward-proxy", "transparent"], lab.Voyages[0].Hops.Select(hop => hop.Name));
    }

    [Fact]
    public async Task What_a_program_wants_of_production_is_refused_and_reported()
    {
        const string Script = """
            import boto3
            from botocore.config import Config
            try:
                boto3.client("sts", config=Config(retries={"total_max_attempts": 1})).get_caller_identity()
            except Exception as fault:
                print("refused", fault)
            """;
        var python = await PythonWithAsync("python3", _ => true, "any");
        await using var lab = await LabAsync(new HoldWholeBody());

        var outcome = await RunAsync(lab, python, Script);

        Assert.StartsWith("refused", outcome.Output, StringComparison.Ordinal);
        Assert.All(lab.Refusals, refusal => Assert.Equal(RefusalReason.OutsideTheLab, refusal.Reason));
        Assert.StartsWith("sts.", lab.Refusals[0].Address.Host, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_AWS_CLI_copies_a_file_into_the_lab_and_back()
    {
        var aws = ForeignProgram.Require("aws");
        await using var lab = await LabAsync(new HoldWholeBody());

        var there = await ForeignProgram.RunAsync(aws, ["s3", "cp", "-", "s3://bucket/cli.txt"], "hello", lab.Environment.ApplyTo);
        var back = await ForeignProgram.RunAsync(aws, ["s3", "cp", "s3://bucket/cli.txt", "-"], "", lab.Environment.ApplyTo);

        Assert.True(there.Exit == 0 && back.Output == "hello", $"{there}\n{back}");
    }

    private static Task<S3Lab> LabAsync(Hold hold) => S3Lab.StartAsync(new LabOptions { Holds = HoldSchedule.Always(hold) }, Cancellation);

    private static async Task<ForeignProgram.Outcome> RunAsync(S3Lab lab, string python, string script, params string[] arguments)
    {
        var outcome = await ForeignProgram.RunAsync(python, ["-", .. arguments], script, lab.Environment.ApplyTo);
        Assert.True(outcome.Exit == 0, outcome.ToString());
        await lab.SettleAsync(Cancellation);
        return outcome;
    }

    private static async Task<string> PythonWithAsync(string program, Func<Version, bool> fits, string wanted)
    {
        var python = ForeignProgram.Require(program);
        var version = await Versions.GetOrAdd(python, VersionOfAsync);
        Assert.SkipWhen(version is null, $"{python} has no boto3.");
        Assert.SkipUnless(fits(version!), $"{python} has boto3 {version}; this test is about {wanted}.");
        return python;
    }

    private static async Task<Version?> VersionOfAsync(string python)
    {
        var outcome = await ForeignProgram.RunAsync(python, ["-c", "import boto3; print(boto3.__version__)"]);
        return outcome.Exit == 0 ? Version.Parse(outcome.Output.Trim()) : null;
    }
}
