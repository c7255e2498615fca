using System.Text;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Edge;

public sealed class MutationTests
{
    private static readonly Passage Passage = new() { Client = "192.0.2.7" };

    [Fact]
    public void Hop_by_hop_fields_go_and_so_do_those_that_Connection_names() => AssertApplied(
        new StripHopByHop(),
        "Host: h\r\nConnection: Keep-Alive, x-own ,X-Amz-Meta-A\r\nX-Own: 1\r\nx-amz-meta-a: 2\r\nx-amz-meta-b:3\r\nTE: trailers\r\nTrailer: x\r\nKeep-Alive: 5\r\nUPGRADE: h2c\r\nProxy-Odd: 1\r\n",
        "Host: h\r\nx-amz-meta-b:3\r\n");

    [Fact]
    public void What_frames_a_message_or_asks_for_an_act_is_not_merely_taken_off() => AssertApplied(
        new StripHopByHop(),
        "Connection: content-length, host, expect\r\nHost: h\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n",
        "Host: h\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n");

    [Fact]
    public void Every_hop_by_hop_row_of_the_header_table_is_taken_off()
    {
        foreach (var row in HeaderTable.Rows.Where(row => row is { Fate: HeaderFate.HopByHop, IsPrefix: false } and not { Name: "expect" or "transfer-encoding" }))
        {
            AssertApplied(new StripHopByHop(), $"{row.Name}: x\r\n", "");
        }
    }

    [Fact]
    public void A_complete_body_gets_its_length_in_place_of_the_coding() => AssertApplied(
        new ReframeByHold(), "a: b\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\nc:d\r\n", "a: b\r\nc:d\r\nContent-Length: 12\r\n", Passage with { CompleteLength = 12 });

    [Fact]
    public void A_body_that_is_not_complete_keeps_its_coding() => AssertApplied(
        new ReframeByHold(), "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\n");

    [Theory]
    [InlineData("Transfer-Encoding: chunked", true)]
    [InlineData("transfer-encoding:  CHUNKED ", true)]
    [InlineData("Transfer-Encoding: gzip, chunked", false)]
    [InlineData("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", false)]
    [InlineData("Content-Length: 5", false)]
    public void Only_a_body_that_is_chunked_and_nothing_else_is_re_framed(string line, bool reframes) =>
        Assert.Equal(reframes, new ReframeByHold().Plan(new BodyPlan(), Head(line + "\r\n")).Reframes);

    [Fact]
    public void Of_two_framings_the_chunks_stay()
    {
        AssertApplied(new DropLengthBesideChunked(), "Content-Length: 5\r\ntransfer-encoding: chunked\r\n", "transfer-encoding: chunked\r\n");
        AssertApplied(new DropLengthBesideChunked(), "Content-Length: 5\r\n", "Content-Length: 5\r\n");
    }

    [Fact]
    public void The_expectation_goes_with_its_answer()
    {
        AssertApplied(new AnswerExpect(), "EXPECT: 100-continue\r\nA: b\r\n", "A: b\r\n");
        Assert.True(new AnswerExpect().Plan(new BodyPlan(), Head("")).AnswersExpect);
    }

    [Fact]
    public void Connection_becomes_the_edges_own()
    {
        AssertApplied(new SetConnection("Keep-Alive"), "connection: close\r\nA: b\r\n", "connection: Keep-Alive\r\nA: b\r\n");
        AssertApplied(new SetConnection("Keep-Alive"), "A: b\r\n", "A: b\r\nConnection: Keep-Alive\r\n");
    }

    [Fact]
    public void Lists_of_hops_grow_at_their_end()
    {
        AssertApplied(new AddVia("edge"), "Via: 1.0 a\r\nB: c\r\nvia: 1.1 d\r\n", "Via: 1.0 a, 1.1 d, 1.1 edge\r\nB: c\r\n");
        AssertApplied(new AddForwardedFor(), "", "X-Forwarded-For: 192.0.2.7\r\n");
        AssertApplied(new AddForwardedFor(), "x-forwarded-for: 10.0.0.1\r\n", "x-forwarded-for: 10.0.0.1, 192.0.2.7\r\n");
    }

    [Fact]
    public void CloudFronts_id_is_56_characters_that_follow_from_the_noise()
    {
        var id = new AddCloudFrontId().Apply(Head(""), Passage with { Noise = Enumerable.Repeat((byte)0xFB, 64).ToArray() }).Value("x-amz-cf-id");

        Assert.Equal(string.Concat(Enumerable.Repeat("-_v7", 13)) + "-w==", id);
        Assert.Equal(56, id!.Length);
    }

    [Fact]
    public void Every_mutation_says_what_it_is_why_and_where_that_was_seen() => Assert.All(
        EdgeProfile.All.SelectMany(profile => profile.Mutations),
        mutation => Assert.All([mutation.Name, mutation.Reason, mutation.Source], Assert.NotEmpty));

    private static void AssertApplied(Mutation mutation, string lines, string expected, Passage? passage = null) => Assert.Equal(
        $"PUT /k HTTP/1.1\r\n{expected}\r\n",
        Encoding.Latin1.GetString(mutation.Apply(Head(lines), passage ?? Passage).ToBytes()));

    private static MessageHead Head(string lines) => MessageHead.Parse(Encoding.Latin1.GetBytes($"PUT /k HTTP/1.1\r\n{lines}\r\n"));
}
