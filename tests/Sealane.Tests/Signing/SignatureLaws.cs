using CsCheck;
using Sealane.Signing;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Tests.Signing;

/// <summary>What must hold of every signature, whatever the request.</summary>
public sealed class SignatureLaws
{
    private static readonly SigningCredentials Credentials = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "a-session-token");

    private static readonly Gen<char> WireChar = Gen.Byte.Select(octet => (char)octet).Where(c => c is >= ' ' and not '\x7f');

    private static readonly Gen<string> Value = WireChar.Array[0, 16].Select(chars => new string(chars));

    private static readonly Gen<string> Target =
        from path in Gen.OneOf(Gen.Char['!', '~'], Gen.Const('/')).Where(c => c is not '?' and not '#').Array[0, 24]
        from query in Gen.OneOf(Gen.Char['!', '~'], Gen.Const('&'), Gen.Const('=')).Where(c => c is not '#').Array[0, 24]
        select "/" + new string(path) + (query.Length == 0 ? "" : "?" + new string(query));

    private static readonly Gen<RequestHead> Head =
        from method in Any("GET", "PUT", "DELETE")
        from target in Target
        from fields in Gen.Select(Any("x-amz-meta-a", "X-Amz-Meta-B", "Content-Type", "Content-MD5", "Accept-Encoding", "User-Agent", "Range", "X-Odd"), Value).Array[0, 8]
        select new RequestHead(method, target, [new("Host", "bucket.s3.eu-west-1.amazonaws.com"), .. fields.Select(field => new HeaderField(field.Item1, field.Item2))]);

    private static readonly string[] UpToTheWay = [.. HeaderTable.Rows.Where(row => row.Fate != HeaderFate.EndToEnd && row.Rule != SigningRule.Always && !row.IsPrefix).Select(row => row.Name)];

    [Fact]
    public void What_is_signed_verifies_in_both_forms() => Head.Sample(head =>
    {
        if (head.Query.Contains("X-Amz-", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        Assert.True(SignatureVectors.Check(Sign(head)).Matches);
        var presigned = new Presigner(new SigningKeyCache()).Presign(head, Credentials, new PresigningParameters { Region = "eu-west-1", Time = DateTimeOffset.UnixEpoch });
        Assert.True(SignatureVectors.Check(presigned.Head).Matches);
    });

    [Theory]
    [InlineData("/key?")]
    [InlineData("/key?a=b?")]
    [InlineData("/key??")]
    public void A_target_that_ends_with_a_question_mark_is_presigned(string target)
    {
        var head = new RequestHead("GET", target, [new("Host", "bucket.s3.eu-west-1.amazonaws.com")]);
        var presigned = new Presigner(new SigningKeyCache()).Presign(head, Credentials, new PresigningParameters { Region = "eu-west-1", Time = DateTimeOffset.UnixEpoch });
        Assert.True(SignatureVectors.Check(presigned.Head).Matches);
    }

    [Fact]
    public void A_change_of_anything_signed_breaks_the_signature() => Gen.Select(Head, Gen.Int[0, 1000]).Sample((head, which) =>
    {
        var signed = Sign(head);
        var names = SignatureVectors.Check(signed).Trace.SignedHeaders;
        var name = names[which % names.Count];
        Assert.False(SignatureVectors.Check(signed.With(name, signed.Value(name) + "x")).Matches);
        Assert.False(SignatureVectors.Check(signed.WithMethod("POST")).Matches);
        Assert.False(SignatureVectors.Check(signed.WithTarget("/x" + signed.Target)).Matches);
        Assert.False(SignatureVectors.Check(signed, secret: "another").Matches);
    });

    [Fact]
    public void Whatever_the_way_does_to_headers_that_are_its_own_leaves_our_signature_whole() =>
        Gen.Select(Head, Any(UpToTheWay), Value).Sample((head, name, value) =>
        {
            // Content-Length for chunked, Connection rewritten, Via added, Expect removed: all of it is lawful or usual.
            var signed = Sign(head.With(name, value));
            Assert.True(SignatureVectors.Check(signed.Without(name)).Matches);
            Assert.True(SignatureVectors.Check(signed.With(name, "changed")).Matches);
            Assert.True(SignatureVectors.Check(signed.Adding(name, "added")).Matches);
        });

    [Fact]
    public void A_client_that_signs_transfer_encoding_breaks_when_an_edge_sends_content_length()
    {
        var head = new RequestHead("PUT", "/key", [new("Host", "bucket.s3-accelerate.amazonaws.com"), new("Transfer-Encoding", "chunked")]);
        var theirs = Sign(head, SignedHeaderPolicy.EverythingExcept("expect", "user-agent", "x-amzn-trace-id"));
        var onward = theirs.Without("transfer-encoding").Adding("Content-Length", "45");
        Assert.True(SignatureVectors.Check(theirs).Matches);
        var verification = SignatureVectors.Check(onward);
        Assert.False(verification.Matches);
        Assert.Equal(["transfer-encoding"], verification.MissingSignedHeaders);
    }

    [Fact]
    public void An_x_amz_header_that_the_way_adds_is_told_apart()
    {
        var signed = Sign(new RequestHead("GET", "/", [new("Host", "bucket.s3.amazonaws.com")]));
        Assert.Equal(["x-amz-cf-id"], SignatureVectors.Check(signed.Adding("X-Amz-Cf-Id", "abc")).UnsignedAmzHeaders);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("X-Amz-Date")]
    [InlineData("keep-alive, x-amz-content-sha256")]
    public void A_connection_header_that_nominates_what_s3_needs_is_an_error_of_the_caller(string connection)
    {
        var error = Assert.Throws<ArgumentException>(() => Sign(new RequestHead("GET", "/", [new("Host", "bucket"), new("Connection", connection)])));
        Assert.Contains("Connection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_connection_nominates_is_not_signed()
    {
        var signed = Sign(new RequestHead("GET", "/", [new("Host", "bucket"), new("Content-Type", "text/plain"), new("Connection", "close, Content-Type")]));
        Assert.DoesNotContain("content-type", SignatureVectors.Check(signed).Trace.SignedHeaders);
    }

    [Fact]
    public void Range_is_signed_only_when_asked_for()
    {
        var head = new RequestHead("GET", "/", [new("Host", "bucket"), new("Range", "bytes=0-9")]);
        Assert.DoesNotContain("range", SignatureVectors.Check(Sign(head)).Trace.SignedHeaders);
        Assert.Contains("range", SignatureVectors.Check(Sign(head, SignedHeaderPolicy.AllowTable.Plus("range"))).Trace.SignedHeaders);
    }

    [Fact]
    public void A_raw_head_goes_through_byte_for_byte() => Gen.Select(Target, Gen.Select(Any("A", "b-C", "X-Amz-Date"), Any(":", ": ", ":\t ", " "), Value).Array[0, 6]).Sample((target, lines) =>
    {
        var text = $"PUT {target} HTTP/1.1\r\n{string.Concat(lines.Select(line => $"{line.Item1}:{line.Item2.Replace(":", "", StringComparison.Ordinal)}{line.Item3}\r\n"))}\r\n";
        var bytes = WireText.ToBytes(text);
        var head = MessageHead.Parse(bytes);
        Assert.Equal(bytes, head.ToBytes());
        Assert.Equal(target, head.ToRequest().Target);
        Assert.Equal(lines.Length, head.ToRequest().Fields.Count);
        Assert.Equal(text.Length, head.Adding("n", "v").Without("n").ToBytes().Length);
    });

    private static RequestHead Sign(RequestHead head, SignedHeaderPolicy? policy = null) => new Signer(new SigningKeyCache()).Sign(
        head, Credentials, new SigningParameters { Region = "eu-west-1", Time = DateTimeOffset.UnixEpoch, Policy = policy ?? SignedHeaderPolicy.AllowTable }).Head;

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
