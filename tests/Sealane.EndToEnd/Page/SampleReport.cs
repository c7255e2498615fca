using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;
using Sealane.EndToEnd.Running;
using Sealane.Lab;
using Sealane.Lab.Imitations;
using Sealane.Lab.Replays;
using Sealane.Signing.Keys;
using Sealane.Tests.Doctor;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.EndToEnd.Page;

/// <summary>The report of a program that uploads as boto3 1.36.0 and 1.36.7 do, behind Transfer Acceleration, replayed over every way; and one full of malice.</summary>
public sealed class SampleReport : IAsyncLifetime
{
    /// <summary>Header values that would act if anybody read them as HTML.</summary>
    public const string Hostile = "</script><img src=x onerror=\"document.title='taken'\"><svg onload=alert(1)> &lt;b&gt; ${alert(2)}";

    private readonly ScratchFolder _folder = new();

    /// <summary>The report of the upload.</summary>
    public Uri Uploads => new(_folder.File("uploads.html"));

    /// <summary>The report whose requests want to harm its reader.</summary>
    public Uri Malice => new(_folder.File("malice.html"));

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(Uploads.LocalPath, HtmlReport.Write(await ExamineAsync()));
        var hostile = Of(Upload($"/{Uri.EscapeDataString(Hostile)}").With("Content-Type", Hostile).With("x-amz-meta-author", Hostile));
        await File.WriteAllBytesAsync(Malice.LocalPath, HtmlReport.Write(
        [
            new RecordedVoyage(hostile.Signed).Through("<b>edge</b>", head => head.With("Content-Type", Hostile + "<i>")).Arrives().Examine(),
            new RecordedVoyage(hostile.Signed).StoppedAt("<b>edge</b>", $"500 {Hostile}").Examine(),
        ]));
    }

    /// <summary>The examination that the report is made of.</summary>
    public static async Task<Examination> ExamineAsync()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Captures = new(), Holds = Sealane.Edge.Relay.HoldSchedule.Always(new Sealane.Edge.Relay.HoldWholeBody()) });
        foreach (var habit in new[] { Boto3.V13599, Boto3.V1360, Boto3.V1367 })
        {
            await lab.Imitate(habit).PutObjectAsync(UploadTarget.Accelerated("photos", "2026/report.pdf"), "Hello, accelerated world"u8.ToArray());
        }

        var doctor = new SignatureDoctor(new SigningKeyCache());
        List<Diagnosis> diagnoses = [.. lab.Voyages.Select(voyage => doctor.Examine(voyage, lab.SecretOf))];
        var (matrix, replays) = await new Replayer(doctor, lab.Credentials, "us-east-1").RunAsync(lab.Captured, Way.All);
        return new Examination
        {
            Diagnoses = diagnoses,
            Program = new ExaminedProgram { Command = ["python3", "upload.py"], ExitCodes = [1], TookUp = [new Uptake("proxy", true, "its requests came through it")] },
            Matrix = matrix,
            Replays = replays,
        };
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }
}
