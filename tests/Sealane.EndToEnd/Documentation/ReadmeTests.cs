using System.Collections;
using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.EndToEnd.Running;
using Sealane.Lab;
using Sealane.Signing.Keys;

namespace Sealane.EndToEnd.Documentation;

/// <summary>What the README says a user can write is what a user can write.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_READMEs_lines_of_code_are_the_program_that_is_built_and_run()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var code = readme.Split("```csharp\n")[1].Split("```")[0];

        Assert.Equal(await File.ReadAllTextAsync(Repository.File("samples", "Readme", "Program.cs")), code);
    }

    [Fact]
    public async Task The_READMEs_upload_is_the_sample_that_the_doctor_is_tried_on()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var code = readme.Split("```python\n")[1].Split("```")[0];

        Assert.EndsWith(code, await File.ReadAllTextAsync(Repository.File("samples", "upload.py")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_program_moves_a_file_in_parts_through_acceleration_and_back()
    {
        await using var lab = await S3Lab.StartAsync();
        using var folder = new ScratchFolder();
        var report = await File.ReadAllBytesAsync(folder.Random("report.parquet", 9 << 20));

        var run = await OutsideProgram.RunAsync(Path.Combine(AppContext.BaseDirectory, "Readme"), [], EnvironmentOf(lab), folder.Path);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("Hello", run.Output);
        Assert.Equal(report, await File.ReadAllBytesAsync(folder.File("copy.parquet")));
        Assert.Contains(lab.Voyages, voyage => voyage.Arrival?.Operation == "UploadPart");
        Assert.All(lab.Voyages, voyage => Assert.Equal("cloudfront-accelerate", voyage.Hops[0].Name));
        var doctor = new SignatureDoctor(new SigningKeyCache());
        Assert.All(lab.Voyages, voyage => Assert.Equal(Verdict.Survives, doctor.Examine(voyage, lab.SecretOf).Verdict));
    }

    // What the lab takes away from the environment has to be named to the runner, which begins with this process's own.
    private static Dictionary<string, string?> EnvironmentOf(S3Lab lab)
    {
        var inherited = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(one => (string)one.Key, one => (string?)one.Value);
        var environment = new Dictionary<string, string?>(inherited);
        lab.Environment.ApplyTo(environment);
        return inherited.Keys.Union(environment.Keys).ToDictionary(name => name, environment.GetValueOrDefault);
    }
}
