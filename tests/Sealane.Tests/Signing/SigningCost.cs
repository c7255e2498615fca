using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Signing;

/// <summary>What a signature allocates, once its key is known.</summary>
public sealed class SigningCost
{
    private static readonly SigningCredentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI", "a/session+token==");

    private static readonly SigningParameters Parameters = new()
    {
        Region = "eu-west-1",
        Time = DateTimeOffset.UnixEpoch,
        PayloadHash = PayloadHash.StreamingUnsignedTrailer,
    };

    private static readonly RequestHead Put = new(
        "PUT",
        "/data/part-0001.parquet",
        [
            new("Host", "bucket.s3.eu-west-1.amazonaws.com"), new("Content-Encoding", "aws-chunked"), new("x-amz-decoded-content-length", "1024"),
            new("x-amz-trailer", "x-amz-checksum-crc64nvme"), new("Content-Length", "1093"), new("User-Agent", "Sealane"),
        ]);

    [Fact]
    public void An_authorization_allocates_itself_alone()
    {
        var signer = new Signer(new SigningKeyCache());
        var head = signer.Sign(Put, Credentials, Parameters).Head.Without("Authorization");
        var value = signer.Authorize(head, Credentials, Parameters);
        Assert.Equal(signer.Sign(Put, Credentials, Parameters).Head.Value("Authorization"), value);

        // A string has 22 bytes beside its chars, in whole words.
        AssertAllocates((value.Length * 2) + 32, () => signer.Authorize(head, Credentials, Parameters));
    }

    [Fact]
    public void A_signed_head_allocates_its_fields_and_its_authorization()
    {
        var signer = new Signer(new SigningKeyCache());
        AssertAllocates(1400, () => signer.Sign(Put, Credentials, Parameters));
    }

    [Fact]
    public void A_presigned_url_allocates_itself_and_hardly_more()
    {
        var presigner = new Presigner(new SigningKeyCache());
        var parameters = new PresigningParameters { Region = "eu-west-1", Time = DateTimeOffset.UnixEpoch };
        var url = presigner.Url("https://bucket.s3.eu-west-1.amazonaws.com", Put, Credentials, parameters, out var signed);
        Assert.Equal("https://bucket.s3.eu-west-1.amazonaws.com" + presigner.Presign(Put, Credentials, parameters).Head.Target, url);
        Assert.Equal(["host", "x-amz-decoded-content-length", "x-amz-trailer"], signed);

        AssertAllocates((url.Length * 2) + 32, () => presigner.Url("https://bucket.s3.eu-west-1.amazonaws.com", Put, Credentials, parameters, out _));
    }

    [Fact]
    public void A_head_with_another_date_is_not_authorized() => Assert.Throws<ArgumentException>(
        () => new Signer(new SigningKeyCache()).Authorize(Put.With("x-amz-date", "20130524T000000Z"), Credentials, Parameters));

    [Fact]
    public void What_was_chosen_of_one_head_is_not_taken_for_another()
    {
        var signer = new Signer(new SigningKeyCache());
        Assert.Equal("host;x-amz-content-sha256;x-amz-date", Names(new("GET", "/", [new("Host", "h")])));
        Assert.Equal("content-type;host;x-amz-content-sha256;x-amz-date", Names(new("GET", "/", [new("Host", "h"), new("Content-Type", "a/b")])));
        Assert.Equal("host;x-amz-content-sha256;x-amz-date", Names(new("GET", "/", [new("Host", "h"), new("Content-Type", "a/b"), new("Connection", "content-type")])));
        Assert.Equal("content-type;host;x-amz-content-sha256;x-amz-date", Names(new("GET", "/", [new("Host", "h"), new("Content-Type", "a/b"), new("Connection", "close")])));
        Assert.Equal(
            "host;range;x-amz-content-sha256;x-amz-date",
            Names(new("GET", "/", [new("Host", "h"), new("Range", "bytes=0-1")]), SignedHeaderPolicy.AllowTable.Plus("range")));
        Assert.Equal("host;x-amz-content-sha256;x-amz-date", Names(new("GET", "/", [new("Host", "h"), new("Range", "bytes=0-1")])));

        string Names(RequestHead head, SignedHeaderPolicy? policy = null) => string.Join(
            ';',
            signer.Sign(head, new("AKIDEXAMPLE", "wJalrXUtnFEMI"), Parameters with { Policy = policy ?? SignedHeaderPolicy.AllowTable }).Trace.SignedHeaders);
    }

    // The least of several runs: the first one fills caches.
    private static void AssertAllocates(long most, Func<object> work)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 1000 && least > most; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 0, most);
    }
}
