using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Command;

/// <summary><c>sealane doctor -- PROGRAM</c> with real programs that know nothing of Sealane.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Debians_boto3_is_told_that_it_signs_transfer_encoding_and_when_that_breaks()
    {
        var python = await PythonWithBoto3Async("1.2", "/usr/bin/python3");
        var examined = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", "--", python, Repository.File("samples", "upload.py")]);
        Assert.True(examined.ExitCode == 1, examined.ToString());
        Assert.Contains("SEAL101", examined.Output, StringComparison.Ordinal);
        Assert.Contains("transfer-encoding", examined.Output, StringComparison.Ordinal);
        Assert.Contains("whole body", examined.Output, StringComparison.Ordinal);
        Assert.Contains("1.36.7", examined.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_boto3_of_2026_survives()
    {
        var python = await PythonWithBoto3Async("1.4", "python3", "/usr/local/bin/python3");
        var examined = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", "--", python, Repository.File("samples", "upload.py")]);
        Assert.True(examined.ExitCode == 0, examined.ToString());
        Assert.Contains("Every signature survives", examined.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("transfer-encoding", examined.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_asks_nothing_of_S3_is_told_apart_from_one_that_survives()
    {
        var examined = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", "--", OutsideProgram.Need("true")]);
        Assert.Equal(3, examined.ExitCode);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named()
    {
        var examined = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", "--", "no-such-program-here"]);
        Assert.Equal(1, examined.ExitCode);
        Assert.Contains("no-such-program-here", examined.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", examined.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sealanes_own_cp_survives_its_own_doctor()
    {
        using var folder = new ScratchFolder();
        var examined = await OutsideProgram.RunAsync(
            OutsideProgram.Sealane,
            ["doctor", "--", OutsideProgram.Sealane, "cp", "--accelerate", folder.Random("file", 100_000), "s3://my-bucket/file"]);
        Assert.True(examined.ExitCode == 0, examined.ToString());
    }

    private static async Task<string> PythonWithBoto3Async(string version, params string[] names)
    {
        foreach (var name in names)
        {
            if (OutsideProgram.Find(name) is { } python)
            {
                var asked = await OutsideProgram.RunAsync(python, ["-c", "import boto3; print(boto3.__version__)"]);
                if (asked.Output.StartsWith(version, StringComparison.Ordinal))
                {
                    return python;
                }
            }
        }

        Assert.Skip($"no Python with boto3 {version}x is installed here");
        return "";
    }
}
