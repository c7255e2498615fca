using System.Security.Cryptography;
using System.Text;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;
using Sealane.Signing.Streaming;

namespace Sealane.Tests.Signing;

/// <summary>The worked examples that S3's own pages publish, and the trailer chain of the common runtime.</summary>
public sealed class SignatureVectors
{
    private const string Host = "examplebucket.s3.amazonaws.com";

    private static readonly SigningCredentials Example = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    private static readonly DateTimeOffset Time = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string, string, string, string> Published => new()
    {
        { "GET", "/test.txt", "range: bytes=0-9", "", "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41" },
        { "PUT", "/test%24file.text", "date: Fri, 24 May 2013 00:00:00 GMT|x-amz-storage-class: REDUCED_REDUNDANCY", "Welcome to Amazon S3.", "9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd" },
        { "GET", "/?lifecycle", "", "", "9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543" },
        { "GET", "/?max-keys=2&prefix=J", "", "", "df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7" },
    };

    [Fact]
    public void The_signing_key_of_the_examples_comes_out()
    {
        // The key itself never leaves; the HMAC of a known text under the published key stands for it.
        var published = Convert.FromHexString("dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378");
        var signature = new byte[64];
        SigningKey.Derive(Example.SecretAccessKey, new CredentialScope("20130524", "us-east-1", "s3")).Sign("any text"u8, signature);
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(published, "any text"u8)), Encoding.ASCII.GetString(signature));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_request_gets_the_published_signature(string method, string target, string headers, string body, string canonicalHash, string signature)
    {
        var head = Head(method, target, headers);
        var parameters = new SigningParameters
        {
            Region = "us-east-1",
            Time = Time,
            PayloadHash = PayloadHash.Of(Encoding.ASCII.GetBytes(body)),
            Policy = Sealane.Signing.Headers.SignedHeaderPolicy.EverythingExcept(),
        };
        var signed = new Signer(new SigningKeyCache()).Sign(head, Example, parameters);
        Assert.Equal(canonicalHash, Convert.ToHexStringLower(SHA256.HashData(signed.Trace.CanonicalRequest)));
        Assert.Equal(signature, signed.Trace.Signature);
        Assert.True(Check(signed.Head).Matches);
    }

    [Fact]
    public void The_published_presigned_request_gets_the_published_signature()
    {
        var signed = new Presigner(new SigningKeyCache()).Presign(
            Head("GET", "/test.txt", ""), Example, new PresigningParameters { Region = "us-east-1", Time = Time, Expires = TimeSpan.FromDays(1) });
        Assert.Equal("3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04", Convert.ToHexStringLower(SHA256.HashData(signed.Trace.CanonicalRequest)));
        Assert.Equal("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404", signed.Trace.Signature);
        Assert.True(Check(signed.Head).Matches);
    }

    [Fact]
    public void The_published_chunks_get_the_published_signatures()
    {
        var signed = Seed(
            "x-amz-storage-class: REDUCED_REDUNDANCY|content-encoding: aws-chunked|x-amz-decoded-content-length: 66560|content-length: 66824",
            PayloadHash.StreamingSigned);
        Assert.Equal("cee3fed04b70f867d036f722359b0b1f2f0e5dc0efadbc082b76c4c60e316455", Convert.ToHexStringLower(SHA256.HashData(signed.Trace.CanonicalRequest)));
        Assert.Equal("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", signed.Trace.Signature);
        var chain = signed.StartChunks();
        Assert.Equal("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", Next(chain, 65536));
        Assert.Equal("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", Next(chain, 1024));
        Assert.Equal("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", Next(chain, 0));
        Assert.Equal(
            "df5735bd9f3295cd9386572292562fefc93ba94e80a0a1ddcbd652c4e0a75e6c",
            Trailer(chain, new("third", "3rd"), new("first", "1st"), new("second", "2nd")));
    }

    [Fact]
    public void The_published_trailer_gets_the_published_signature()
    {
        var signed = Seed(
            "x-amz-storage-class: REDUCED_REDUNDANCY|content-encoding: aws-chunked|x-amz-decoded-content-length: 66560|x-amz-trailer: x-amz-checksum-crc32c",
            PayloadHash.StreamingSignedTrailer);
        Assert.Equal("44d48b8c2f70eae815a0198cc73d7a546a73a93359c070abbaa5e6c7de112559", Convert.ToHexStringLower(SHA256.HashData(signed.Trace.CanonicalRequest)));
        Assert.Equal("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e", signed.Trace.Signature);
        var chain = signed.StartChunks();
        Assert.Equal("b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2", Next(chain, 65536));
        Assert.Equal("1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7", Next(chain, 1024));
        Assert.Equal("2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992", Next(chain, 0));
        Assert.Equal("d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435", Trailer(chain, new HeaderField("x-amz-checksum-crc32c", "sOO8/Q==")));
    }

    internal static Verification Check(RequestHead head, string? secret = null)
    {
        var reading = Assert.IsType<AuthorizationReading.Present>(AuthorizationReader.Read(head));
        return new Verifier(new SigningKeyCache()).Verify(head, reading.Authorization, secret ?? Example.SecretAccessKey);
    }

    private static SignedRequest Seed(string headers, string payloadHash)
    {
        var head = Head("PUT", "/examplebucket/chunkObject.txt", headers).With("host", "s3.amazonaws.com");
        return new Signer(new SigningKeyCache()).Sign(head, Example, new SigningParameters
        {
            Region = "us-east-1",
            Time = Time,
            PayloadHash = payloadHash,
            Policy = Sealane.Signing.Headers.SignedHeaderPolicy.EverythingExcept(),
        });
    }

    private static RequestHead Head(string method, string target, string headers) => new(
        method,
        target,
        [
            new("Host", Host),
            .. headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => new HeaderField(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 2)..])),
        ]);

    private static string Next(ChunkSigner chain, int length)
    {
        var data = new byte[length];
        data.AsSpan().Fill((byte)'a');
        var hex = new byte[64];
        chain.SignChunk(data, hex);
        return Encoding.ASCII.GetString(hex);
    }

    private static string Trailer(ChunkSigner chain, params HeaderField[] fields)
    {
        var hex = new byte[64];
        chain.SignTrailer(fields, hex);
        return Encoding.ASCII.GetString(hex);
    }
}
