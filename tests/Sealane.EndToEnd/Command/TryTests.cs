using Sealane.Cli.Output;
using Sealane.Cli.Story;
using Sealane.EndToEnd.Running;
using Sealane.Signing.Headers;

namespace Sealane.EndToEnd.Command;

/// <summary>The story that <c>sealane try</c> tells is true: it changes when the world it tells of does.</summary>
public sealed class TryTests
{
    [Fact]
    public async Task The_story_comes_out_as_foretold_and_another_implementation_confirms_every_verdict()
    {
        using var folder = new ScratchFolder();
        var told = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["try", Repository.File("README.md"), "--record", folder.File("record")]);
        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.Contains("Sealane, accelerated: 20 of 20", told.Output, StringComparison.Ordinal);
        Assert.Contains("The request signature we calculated does not match", told.Output, StringComparison.Ordinal);
        Assert.Contains("SEAL101", told.Output, StringComparison.Ordinal);

        var python = OutsideProgram.Need("python3");
        var confirmed = await OutsideProgram.RunAsync(python, [Repository.File("tests", "verify_record.py"), folder.File("record")]);
        Assert.True(confirmed.ExitCode == 0, confirmed.ToString());
        Assert.Contains("Sealane, accelerated: 20 of 20 signatures arrived whole", confirmed.Output, StringComparison.Ordinal);
        Assert.Contains("140 requests, every verdict confirmed", confirmed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_implementation_notices_a_record_that_lies()
    {
        var python = OutsideProgram.Need("python3");
        using var folder = new ScratchFolder();
        Assert.True(await TellAsync(options => options with { Record = folder.File("record") }));
        var rows = File.ReadAllLines(folder.File("record/requests.tsv"));
        var refused = Array.FindIndex(rows, row => row.Contains("\t403\t", StringComparison.Ordinal));
        rows[refused] = rows[refused].Replace("\t403\tSignatureDoesNotMatch\t", "\t200\t\t", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(folder.File("record/requests.tsv"), rows);
        var checkedRecord = await OutsideProgram.RunAsync(python, [Repository.File("tests", "verify_record.py"), folder.File("record")]);
        Assert.Equal(1, checkedRecord.ExitCode);
        Assert.Contains("the signature is broken on arrival", checkedRecord.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_edges_reframing_switched_off_boto3_1_36_0_stores_twenty_of_twenty()
    {
        var output = new StringWriter();
        Assert.True(await TellAsync(options => options with { Profile = TryStory.Edge.WithoutReframing() }, output));
        Assert.Contains("boto3 1.36.0, accelerated: 20 of 20", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_transfer_encoding_in_its_own_signed_set_Sealane_fails_as_boto3_did()
    {
        var output = new StringWriter();
        Assert.False(await TellAsync(options => options with { Configure = client => client with { SigningPolicy = SignedHeaderPolicy.AllowTable.Plus("transfer-encoding"), SendsTransferEncoding = true } }, output));
        var theirs = Stored(output.ToString(), "boto3 1.36.0, accelerated: ");
        Assert.InRange(theirs, 1, 19);
        Assert.Equal(theirs, Stored(output.ToString(), "Sealane, accelerated: "));
    }

    private static int Stored(string output, string heading)
    {
        var start = output.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        return int.Parse(output.AsSpan(start, output.IndexOf(' ', start) - start), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<bool> TellAsync(Func<TryOptions, TryOptions> change, StringWriter? output = null)
    {
        var options = new TryOptions { Content = "some bytes"u8.ToArray() };
        return new TryStory(change(options), new TryReport(Terminal.On(output ?? new StringWriter(), plain: true))).TellAsync(TestContext.Current.CancellationToken);
    }
}
