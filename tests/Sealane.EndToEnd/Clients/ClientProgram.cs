using System.Text.Json;
using Sealane.Doctor.Baselines;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Clients;

/// <summary>A client that is not ours, as it is installed, run through the doctor: what it sends and what survives.</summary>
/// <param name="Name">What its users call it.</param>
/// <param name="Command">Makes the command line; skips the test where the client is missing.</param>
internal sealed record ClientProgram(string Name, Func<Task<IReadOnlyList<string>>> Command)
{
    /// <summary>Those that are run as programs.</summary>
    public static IReadOnlyList<ClientProgram> All { get; } =
    [
        new("boto3 of Debian", () => PythonAsync("/usr/bin/python3")),
        new("boto3", () => PythonAsync("python3")),
        new("AWS CLI of Debian", () => ScriptAsync("aws.sh", "/usr/bin/aws")),
        new("AWS SDK for JavaScript", () => NodeAsync("sdk.mjs")),
        new("MinIO for JavaScript", () => NodeAsync("minio.mjs")),
        new("s3cmd", () => ScriptAsync("s3cmd.sh", "s3cmd")),
        new("rclone", () => ScriptAsync("rclone.sh", "rclone")),
        new("curl --aws-sigv4", () => ScriptAsync("curl.sh", "curl")),
    ];

    /// <summary>Runs it, and reads what the doctor kept.</summary>
    public async Task<ClientRecord> ExamineAsync()
    {
        var command = await Command();
        using var folder = new ScratchFolder();
        var (baseline, report) = (folder.File("baseline.json"), folder.File("report.json"));
        var run = await OutsideProgram.RunAsync(
            OutsideProgram.Sealane, ["doctor", "--timeout", "2m", "--save", baseline, "--report", report, "--", .. command], folder: folder.Path);
        Assert.True(File.Exists(baseline), run.ToString());
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        Assert.True(
            document.RootElement.GetProperty("program").GetProperty("exitCodes")[0].GetInt32() == 0, $"The client itself failed: {run}");
        return new ClientRecord(run, Baseline.Read(await File.ReadAllBytesAsync(baseline), baseline));
    }

    private static async Task<IReadOnlyList<string>> PythonAsync(string name)
    {
        var python = OutsideProgram.Need(name);
        var asked = await OutsideProgram.RunAsync(python, ["-c", "import boto3"]);
        Assert.SkipUnless(asked.ExitCode == 0, $"{python} has no boto3");
        return [python, Repository.File("tests", "Sealane.EndToEnd", "Clients", "boto3_client.py")];
    }

    private static Task<IReadOnlyList<string>> ScriptAsync(string script, string program) =>
        Task.FromResult<IReadOnlyList<string>>(["/bin/sh", Repository.File("tests", "Sealane.EndToEnd", "Clients", script), OutsideProgram.Need(program)]);

    private static async Task<IReadOnlyList<string>> NodeAsync(string script)
    {
        var node = OutsideProgram.Need("node");
        return [node, Path.Combine(await NodePackages.FolderAsync(), script)];
    }
}

/// <summary>What the doctor said and kept about a client.</summary>
/// <param name="Run">The doctor's run.</param>
/// <param name="Baseline">How it sends each operation, and what survives.</param>
internal sealed record ClientRecord(OutsideProgram Run, Baseline Baseline);
