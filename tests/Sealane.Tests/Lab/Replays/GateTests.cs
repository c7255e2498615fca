using System.Text;
using Sealane.Doctor;
using Sealane.Doctor.Baselines;
using Sealane.Doctor.Reports;
using Sealane.Edge.Profiles;
using Sealane.Lab;
using Sealane.Lab.Imitations;
using Sealane.Lab.Replays;
using Sealane.Signing.Keys;

namespace Sealane.Tests.Lab.Replays;

/// <summary>An upgrade is held against what was before: what changed, and whether it got worse.</summary>
public sealed class GateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_upgrade_of_January_2025_is_worse_and_says_in_what()
    {
        var (before, now) = (await ExamineAsync(Boto3.V13599), await ExamineAsync(Boto3.V1360));

        var comparison = Comparison.Of("baseline.json", before.Baseline, now.Baseline);

        Assert.True(comparison.IsWorse);
        Assert.Equal("ContentLength -> Chunked", Change(comparison, "framing"));
        Assert.Equal("MD5 in Content-MD5 -> CRC32 in the trailer", Change(comparison, "checksums"));
        Assert.Equal("survives -> sometimes", Change(comparison, "cloudfront-accelerate"));
        Assert.Contains("transfer-encoding", Change(comparison, "signed"), StringComparison.Ordinal);
        Assert.DoesNotContain(comparison.Changes, change => change.What == "transparent");
        var text = TextReport.Write(now with { Comparison = comparison });
        Assert.Contains("Worse than baseline.json:", text, StringComparison.Ordinal);
        Assert.Contains("worse cloudfront-accelerate, rfc9110: survives -> sometimes", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_release_that_mended_it_is_not_worse()
    {
        var (before, now) = (await ExamineAsync(Boto3.V1360), await ExamineAsync(Boto3.V1367));

        var comparison = Comparison.Of("baseline.json", before.Baseline, now.Baseline);

        Assert.False(comparison.IsWorse);
        Assert.Equal("sometimes -> survives", Change(comparison, "cloudfront-accelerate"));
        Assert.Equal("transfer-encoding -> ", Change(comparison, "signed"));
    }

    [Fact]
    public async Task Two_runs_of_the_same_client_make_the_same_baseline_byte_for_byte()
    {
        var (one, other) = (await ExamineAsync(Boto3.V1360), await ExamineAsync(Boto3.V1360));

        Assert.Equal(Encoding.UTF8.GetString(one.Baseline.Write()), Encoding.UTF8.GetString(other.Baseline.Write()));
        Assert.Empty(Comparison.Of("same", Baseline.Read(one.Baseline.Write(), "one"), other.Baseline).Changes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"schema":"sealane/report/2","operations":[]}""")]
    [InlineData("""{"schema":"sealane/baseline/1","operations":null}""")]
    [InlineData("""{"schema":"sealane/baseline/1","operations":[{"operation":"PutObject"}]}""")]
    public void A_file_that_is_no_baseline_is_named_with_what_to_do(string json)
    {
        var fault = Assert.Throws<FormatException>(() => Baseline.Read(Encoding.UTF8.GetBytes(json), "base.json"));
        Assert.Contains("base.json", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--save", fault.Message, StringComparison.Ordinal);
    }

    private static string Change(Comparison comparison, string what)
    {
        var change = comparison.Changes.Single(change => change.What == what);
        return $"{string.Join(", ", change.Before)} -> {string.Join(", ", change.After)}";
    }

    private static async Task<Examination> ExamineAsync(ClientHabit habit)
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Captures = new() }.Through("transparent"), Cancellation);
        await lab.Imitate(habit).PutObjectAsync(UploadTarget.Accelerated("bucket", "key"), "hello"u8.ToArray(), Cancellation);
        var doctor = new SignatureDoctor(new SigningKeyCache());
        Way[] ways = [.. new[] { "transparent", "rfc9110", "cloudfront-accelerate" }.Select(name => Way.Of(EdgeProfile.Find(name)))];
        var (matrix, replays) = await new Replayer(doctor, lab.Credentials, lab.Region).RunAsync(lab.Captured, ways, Cancellation);
        return new Examination { Diagnoses = [.. lab.Voyages.Select(voyage => doctor.Examine(voyage, lab.SecretOf))], Matrix = matrix, Replays = replays };
    }
}
