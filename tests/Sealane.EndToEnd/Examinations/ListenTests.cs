using System.Diagnostics;
using System.Text.RegularExpressions;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Examinations;

/// <summary><c>sealane doctor listen</c>: the program is started by somebody else, with what the doctor printed.</summary>
public sealed partial class ListenTests
{
    [Fact]
    public async Task A_program_that_is_started_by_hand_is_examined_when_its_requests_have_come()
    {
        var curl = OutsideProgram.Need("curl");
        using var folder = new ScratchFolder();
        var start = new ProcessStartInfo(
            OutsideProgram.Sealane, ["doctor", "listen", "--requests", "1", "--for", "60s", "--profiles", "transparent,rfc9110", "--ca", folder.File("ca.pem"), "--report", folder.File("report.md")])
        {
            RedirectStandardOutput = true,
        };
        using var listening = Process.Start(start)!;
        var variables = await ReadInvitationAsync(listening.StandardOutput);

        var sent = await OutsideProgram.RunAsync(
            curl,
            ["-s", "--cacert", folder.File("ca.pem"), "--aws-sigv4", "aws:amz:us-east-1:s3", "--user", $"{variables["AWS_ACCESS_KEY_ID"]}:{variables["AWS_SECRET_ACCESS_KEY"]}",
                "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "-T", folder.Random("file", 1000), "https://bucket.s3.us-east-1.amazonaws.com/key"],
            new Dictionary<string, string?> { ["https_proxy"] = variables["https_proxy"], ["no_proxy"] = null, ["NO_PROXY"] = null });
        Assert.True(sent.ExitCode == 0, sent.ToString());
        var report = await listening.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await listening.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(listening.ExitCode == 0, report);
        Assert.Contains("Every signature survives.", report, StringComparison.Ordinal);
        Assert.Contains("| PutObject | survives |", await File.ReadAllTextAsync(folder.File("report.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_came_in_its_time_is_no_pass()
    {
        var listened = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["doctor", "listen", "--for", "1s"]);

        Assert.True(listened.ExitCode == 3, listened.ToString());
        Assert.Contains("No S3 request was seen.", listened.Output, StringComparison.Ordinal);
    }

    // What a shell would set; the last line says how it ends.
    private static async Task<Dictionary<string, string>> ReadInvitationAsync(StreamReader output)
    {
        var variables = new Dictionary<string, string>();
        while (await output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("Ctrl+C", StringComparison.Ordinal))
        {
            if (Export().Match(line) is { Success: true } export)
            {
                variables[export.Groups["name"].Value] = export.Groups["value"].Value;
            }
        }

        return variables;
    }

    [GeneratedRegex("^export (?<name>[A-Za-z_0-9]+)='?(?<value>[^ ']*)'?  #")]
    private static partial Regex Export();
}
