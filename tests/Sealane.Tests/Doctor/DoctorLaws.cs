using CsCheck;
using Sealane.Doctor.Findings;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;
using static Sealane.Tests.Doctor.RecordedVoyage;

namespace Sealane.Tests.Doctor;

/// <summary>What holds for every request: any edit of what is signed is named and proven, and no edit of what is not is a finding.</summary>
public sealed class DoctorLaws
{
    private static readonly string[] Signed = ["Host", "Content-Type", "Content-MD5", "x-amz-meta-a", "x-amz-meta-b_c", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token"];
    private static readonly string[] Unsigned = ["Accept", "Accept-Encoding", "User-Agent", "Via", "X-Forwarded-For", "Cookie", "Expect", "Connection", "TE", "X-Unheard-Of", "traceparent"];

    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcXYZ019/-.:"], 1, 12];

    private static readonly Gen<RequestHead> Heads = Gen.Select(Word, Word, Word, Word, (type, a, b, path) => Upload($"/{path}")
        .With("Content-Type", type).Adding("Content-MD5", a).Adding("x-amz-meta-a", a).Adding("x-amz-meta-b_c", b)
        .Adding("Accept", a).Adding("Accept-Encoding", b).Adding("Cookie", "session=1").Adding("Expect", "100-continue"));

    private static readonly Gen<Func<MessageHead, string, MessageHead>> Edits = Gen.OneOf(
        Gen.Const<Func<MessageHead, string, MessageHead>>((head, name) => head.Without(name)),
        Word.Select(word => (Func<MessageHead, string, MessageHead>)((head, name) => head.With(name, $"{head.Value(name)}{word}"))),
        Word.Select(word => (Func<MessageHead, string, MessageHead>)((head, name) => head.Adding(name, word))));

    private static Gen<string> OneOf(string[] names) => Gen.Int[0, names.Length - 1].Select(index => names[index]);

    [Fact]
    public void Any_single_edit_of_a_signed_header_is_named_placed_and_proven() => Gen.Select(Heads, OneOf(Signed), Edits, Gen.Int[1, 3]).Sample((head, name, edit, at) =>
    {
        var voyage = Of(head);
        for (var hop = 1; hop <= 3; hop++)
        {
            voyage.Through($"hop-{hop}", hop == at ? head => edit(head, name) : null);
        }

        var diagnosis = voyage.Arrives(403, "SignatureDoesNotMatch").Examine();
        var finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((name.ToLowerInvariant(), at, true, true), (finding.Subject, finding.Hop?.Number, finding.Broke, finding.Proven));
        Assert.Equal(Verdict.Breaks, diagnosis.Verdict);
    }, iter: 200);

    [Fact]
    public void No_edit_of_unsigned_headers_is_a_finding() => Gen.Select(Heads, OneOf(Unsigned).Array[1, 4], Edits).Sample((head, names, edit) =>
    {
        var diagnosis = Of(head).Through("edge", head => names.Aggregate(head, edit)).Arrives().Examine();
        Assert.Equal(Verdict.Survives, diagnosis.Verdict);
        Assert.Empty(diagnosis.Findings);
    }, iter: 200);

    [Fact]
    public void A_transparent_way_survives_however_long_it_is() => Gen.Select(Heads, Gen.Int[0, 4], Gen.Bool).Sample((head, hops, presigned) =>
    {
        var voyage = presigned ? Presigned(head) : Of(head);
        for (var hop = 1; hop <= hops; hop++)
        {
            voyage.Through("transparent");
        }

        var diagnosis = voyage.Arrives().Examine();
        Assert.Equal(Verdict.Survives, diagnosis.Verdict);
        Assert.Empty(diagnosis.Findings);
        Assert.Empty(diagnosis.Differences);
        Assert.True(diagnosis.CanonicalRequests!.IsEqual);
    }, iter: 200);

    [Fact]
    public void Every_hop_by_hop_header_that_is_signed_is_foretold_and_no_other() => OneOf([.. HeaderTable.Rows.Where(row => !row.IsPrefix).Select(row => row.Name)]).Sample(name =>
    {
        if (HeaderTable.MustBeSigned(name) || name == "authorization")
        {
            return;
        }

        var diagnosis = Of(Upload().With(name, "x"), SignedHeaderPolicy.AllowTable.Plus(name)).Through("edge").Arrives().Examine();
        Assert.Equal(HeaderTable.IsHopByHop(name) ? [name] : Array.Empty<string>(), diagnosis.Findings.Select(finding => finding.Subject));
        Assert.Equal(HeaderTable.IsHopByHop(name) ? Verdict.BreaksSometimes : Verdict.Survives, diagnosis.Verdict);
        Assert.All(diagnosis.Findings, finding => Assert.True(finding.Proven));
    }, iter: 100);
}
