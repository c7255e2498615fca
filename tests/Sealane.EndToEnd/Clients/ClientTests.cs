using Sealane.Doctor;
using Sealane.Doctor.Baselines;
using Sealane.Lab;
using Sealane.Lab.Replays;
using Sealane.Signing.Keys;

namespace Sealane.EndToEnd.Clients;

/// <summary>Other people's clients, unmodified, through the doctor; and the page that says what each signs and survives.</summary>
public sealed class ClientTests
{
    // Put, get, list, and where the client can: multipart and presigned.
    private static readonly Dictionary<string, string[]> Operations = new()
    {
        ["s3cmd"] = ["PutObject", "GetObject", "ListObjects", "UploadPart"],
        ["curl --aws-sigv4"] = ["PutObject", "GetObject", "ListObjectsV2"],
        ["MinIO for JavaScript"] = ["PutObject", "GetObject", "ListObjectsV2", "UploadPart", "GetObject (presigned)"],
    };

    private static readonly string[] Usual = ["PutObject", "GetObject", "ListObjectsV2", "UploadPart", "GetObject (presigned)"];

    public static TheoryData<string> Packages => [.. NuGetClients.All.Keys];

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task A_client_from_NuGet_is_led_into_the_lab_and_all_it_sends_is_proven(string name)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var lab = await S3Lab.StartAsync(new LabOptions { Captures = new CaptureLimits() }.Through("transparent"), cancellation);
        await NuGetClients.All[name](lab);
        await lab.SettleAsync(cancellation);
        var doctor = new SignatureDoctor(new SigningKeyCache());
        var (matrix, replays) = await new Replayer(doctor, lab.Credentials, lab.Region).RunAsync(lab.Captured, Way.All, cancellation);

        var baseline = Baseline.Of([.. lab.Voyages.Select(voyage => doctor.Examine(voyage, lab.SecretOf))], replays, matrix);

        Assert.True(Usual.All(baseline.Operations.Select(operation => operation.Operation).Contains), string.Join(", ", baseline.Operations.Select(operation => operation.Operation)));
        Assert.All(baseline.Operations, operation => Assert.Equal("survives", operation.Ways["transparent"]));
        ClientsPage.Check(name, baseline);
    }

    public static TheoryData<string> Names => [.. ClientProgram.All.Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_client_as_it_is_installed_is_led_into_the_lab_and_all_it_sends_is_proven(string name)
    {
        var client = await ClientProgram.All.Single(program => program.Name == name).ExamineAsync();

        Assert.True(client.Run.ExitCode is 0 or 1, client.Run.ToString());
        var operations = client.Baseline.Operations.Select(operation => operation.Operation).ToList();
        Assert.True(Operations.GetValueOrDefault(name, Usual).All(operations.Contains), $"{string.Join(", ", operations)}\n{client.Run}");
        Assert.All(client.Baseline.Operations, operation => Assert.Equal("survives", operation.Ways["transparent"]));
        Assert.All(client.Baseline.Operations, operation => Assert.Contains("host", operation.Signed));
        ClientsPage.Check(name, client.Baseline);
    }
}
