using Sealane.Doctor;
using Sealane.Doctor.Matrix;
using Sealane.Edge.Profiles;
using Sealane.Lab;
using Sealane.Lab.Imitations;
using Sealane.Lab.Replays;
using Sealane.Signing.Keys;

namespace Sealane.Tests.Lab.Replays;

/// <summary>Captured requests are sent again over every way, and the matrix says what became of them.</summary>
public sealed class ReplayTests
{
    private static readonly UploadTarget Target = UploadTarget.Accelerated("bucket", "reports/hello.txt");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_upload_of_boto3_1_36_0_breaks_sometimes_behind_acceleration_and_survives_a_tunnel()
    {
        var matrix = await ReplayAsync(Boto3.V1360, new byte[100_000]);

        var row = Assert.Single(matrix.Rows);
        Assert.Equal(("PutObject", "boto3 1.36.0", 1), (row.Operation, row.Client, row.Requests));
        var accelerated = CellOf(matrix, "cloudfront-accelerate");
        Assert.Equal((CellVerdict.BreaksSometimes, 2, 1), (accelerated.Verdict, accelerated.Replays, accelerated.Harmed));
        Assert.Equal("breaks when a hop waits for the whole body and sends Content-Length", accelerated.Condition);
        Assert.Equal(("SEAL101", "transfer-encoding"), (accelerated.Causes[0].Id, accelerated.Causes[0].Subject));
        Assert.False(accelerated.BreaksAnyClient);
        Assert.Equal(CellVerdict.Survives, CellOf(matrix, "transparent").Verdict);
    }

    [Fact]
    public async Task The_upload_of_boto3_1_36_7_survives_both()
    {
        var matrix = await ReplayAsync(Boto3.V1367, "hello"u8.ToArray());

        Assert.Equal(CellVerdict.Survives, CellOf(matrix, "cloudfront-accelerate").Verdict);
        Assert.Equal(CellVerdict.Survives, CellOf(matrix, "rfc9110").Verdict);
    }

    [Fact]
    public async Task A_body_beyond_the_bound_is_not_replayed_and_the_matrix_says_so()
    {
        var matrix = await ReplayAsync(Boto3.V1367, new byte[2000], new CaptureLimits { Body = 1000 });

        Assert.Empty(matrix.Rows);
        Assert.Contains("larger than 1000 bytes", Assert.Single(matrix.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_kept_in_a_file_is_replayed_byte_for_byte()
    {
        var matrix = await ReplayAsync(Boto3.V13599, [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)], new CaptureLimits { Memory = 1000 });

        Assert.All(matrix.Rows[0].Cells.Zip(matrix.Ways).Where(each => each.Second.Name is "transparent" or "rfc9110"), each => Assert.Equal(CellVerdict.Survives, each.First.Verdict));
    }

    private static MatrixCell CellOf(SurvivalMatrix matrix, string way) => matrix.Cells.Single(each => each.Way.Name == way).Cell;

    private static async Task<SurvivalMatrix> ReplayAsync(ClientHabit habit, byte[] content, CaptureLimits? limits = null)
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Captures = limits ?? new() }.Through("transparent"), Cancellation);
        Assert.True((await lab.Imitate(habit).PutObjectAsync(Target, content, Cancellation)).Succeeded);
        var replayer = new Replayer(new SignatureDoctor(new SigningKeyCache()), lab.Credentials, "us-east-1");
        Way[] ways = [.. new[] { "transparent", "rfc9110", "cloudfront-accelerate" }.Select(name => Way.Of(EdgeProfile.Find(name)))];
        return (await replayer.RunAsync(lab.Captured, ways, Cancellation)).Matrix;
    }
}
