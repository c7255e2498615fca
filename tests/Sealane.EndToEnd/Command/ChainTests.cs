using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Command;

/// <summary>Ways of several hops, as a user of the command writes them.</summary>
public sealed class ChainTests
{
    [Theory]
    [InlineData("corporate-proxy+cloudflare+nginx-host")]
    [InlineData("samples/profiles/mine.json+cloudflare")]
    [InlineData("paranoid+haproxy-normalise+caddy+envoy")]
    public async Task Sealanes_own_cp_survives_a_chain(string chain)
    {
        using var folder = new ScratchFolder();
        var examined = await ExamineAsync(chain, "cp", folder.Random("file", 10_000), "s3://my-bucket/file");
        Assert.True(examined.ExitCode == 0, examined.ToString());
    }

    [Fact]
    public async Task A_key_that_the_second_hop_writes_anew_breaks_there_and_the_doctor_says_so()
    {
        using var folder = new ScratchFolder();
        var examined = await ExamineAsync("haproxy+nginx-uri", "cp", folder.Random("file", 10_000), "s3://my-bucket/a//b");
        Assert.True(examined.ExitCode == 1, examined.ToString());
        Assert.Contains("SEAL104", examined.Output, StringComparison.Ordinal);
        Assert.Contains("nginx-uri", examined.Output, StringComparison.Ordinal);
    }

    private static Task<OutsideProgram> ExamineAsync(string chain, params string[] command) => OutsideProgram.RunAsync(
        OutsideProgram.Sealane, ["doctor", "--profiles", chain, "--", OutsideProgram.Sealane, .. command], folder: Repository.Root);
}
