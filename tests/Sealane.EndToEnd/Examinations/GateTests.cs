using System.Text.Json;
using System.Xml.Linq;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Examinations;

/// <summary>The upgrade gate with the two boto3 that this machine has: one from before the change of January 2025, one from long after.</summary>
public sealed class GateTests
{
    private static readonly string[] Ways = ["--profiles", "transparent,rfc9110,cloudfront-accelerate"];

    [Fact]
    public async Task From_the_old_boto3_to_the_new_one_is_not_worse_and_back_is()
    {
        var (old, young) = (await PythonWithAsync("/usr/bin/python3", version => version.StartsWith("1.2", StringComparison.Ordinal)), await PythonWithAsync("python3", version => version.StartsWith("1.4", StringComparison.Ordinal)));
        using var folder = new ScratchFolder();
        var (before, after) = (Path.Combine(folder.Path, "old.json"), Path.Combine(folder.Path, "new.json"));

        Assert.Equal(1, (await DoctorAsync(["--save", before], old)).ExitCode);
        var upgrade = await DoctorAsync(["--against", before, "--save", after], young);
        var downgrade = await DoctorAsync(["--against", after, "--report", Path.Combine(folder.Path, "r.xml"), "--report", Path.Combine(folder.Path, "r.json")], old);

        Assert.True(upgrade.ExitCode == 0, upgrade.ToString());
        Assert.Contains("Not worse than", upgrade.Output, StringComparison.Ordinal);
        Assert.Contains("signed: no longer transfer-encoding", upgrade.Output, StringComparison.Ordinal);
        Assert.True(downgrade.ExitCode == 1, downgrade.ToString());
        Assert.Contains("worse cloudfront-accelerate, rfc9110: survives -> sometimes", downgrade.Output, StringComparison.Ordinal);
        var failed = XDocument.Load(Path.Combine(folder.Path, "r.xml")).Descendants("testcase").Where(each => each.Element("failure") is not null).Select(each => (string?)each.Attribute("name"));
        Assert.Equal(["cloudfront-accelerate", "conclusion", "rfc9110"], failed.Order());
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder.Path, "r.json"), TestContext.Current.CancellationToken));
        Assert.True(json.RootElement.GetProperty("comparison").GetProperty("isWorse").GetBoolean());
    }

    [Fact]
    public async Task A_run_that_sends_nothing_is_no_pass_whatever_the_baseline_says()
    {
        var python = await PythonWithAsync("python3", _ => true);
        using var folder = new ScratchFolder();
        var baseline = Path.Combine(folder.Path, "base.json");
        await DoctorAsync(["--save", baseline], python);

        var nothing = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", .. Ways, "--against", baseline, "--", OutsideProgram.Need("true")]);

        Assert.True(nothing.ExitCode == 3, nothing.ToString());
    }

    private static Task<OutsideProgram> DoctorAsync(string[] options, string python) =>
        OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", .. Ways, .. options, "--", python, Repository.File("samples", "upload.py")]);

    private static async Task<string> PythonWithAsync(string name, Func<string, bool> fits)
    {
        var python = OutsideProgram.Need(name);
        var asked = await OutsideProgram.RunAsync(python, ["-c", "import boto3; print(boto3.__version__)"]);
        Assert.SkipUnless(asked.ExitCode == 0 && fits(asked.Output), $"{python} has boto3 '{asked.Output.Trim()}', which this test is not about");
        return python;
    }
}
