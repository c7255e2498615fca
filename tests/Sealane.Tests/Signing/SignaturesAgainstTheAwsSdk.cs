using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;
using Amazon.S3.Model;
using CsCheck;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Tests.Signing;

/// <summary>
/// Our signer and our verifier share one writer, so they could be wrong together. Here a stranger signs the same requests: the signer of
/// AWSSDK.Core, in process.
/// </summary>
public sealed class SignaturesAgainstTheAwsSdk(ITestOutputHelper output)
{
    private const int Requests = 10_000;
    private const string AccessKeyId = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    // What AWSSDK 4.1 never signs.
    private static readonly SignedHeaderPolicy TheirPolicy = SignedHeaderPolicy.EverythingExcept(
        "x-amzn-trace-id", "transfer-encoding", "amz-sdk-invocation-id", "amz-sdk-request", "user-agent", "x-amz-user-agent");

    private static readonly Gen<string> Odd = Gen.OneOf(
        Gen.Char[' ', '~'].Array[0, 12].Select(chars => new string(chars)),
        Any("", " ", "a b", "a  b", "//", "/./", "/../", "..", "~", "!'()*", "+", "%", "%2F", "%41", "=", "&", "a=b&c", "?", "#", ";", "é", "ß/ü", "日本", "🚢", "\\", "|", "<>\"", "a//b/", ":@"));

    private static readonly Gen<string> Key = Odd.Array[1, 4].Select(string.Concat).Where(key => key.Length > 0);

    private static readonly Gen<(string Method, string Key, (string, string)[] Query, (string, string)[] Metadata, DateTime Time)> Request =
        from method in Any("GET", "PUT", "HEAD", "POST", "DELETE")
        from key in Key
        from query in Gen.Select(Any("prefix", "marker", "max-keys", "versionId", "uploadId", "response-content-type", "a-b", "a", "Z"), Odd).Array[0, 4]
        from metadata in Gen.Select(Any("x-amz-meta-a", "x-amz-meta-b_c", "content-type", "x-amz-acl", "cache-control", "range", "X-Amz-Meta-Mixed"), HeaderValue).Array[0, 4]
        from seconds in Gen.Int[0, 1_000_000_000]
        select (method, key, query.DistinctBy(pair => pair.Item1).ToArray(), metadata.DistinctBy(pair => pair.Item1).ToArray(), DateTime.UnixEpoch.AddSeconds(seconds));

    private static Gen<string> HeaderValue => Gen.OneOf(
        Gen.Char[' ', '~'].Array[0, 20].Select(chars => new string(chars)),
        Any("plain", " led and trailed ", "two  blanks", "\"quoted   blanks\"", "a,b", "a, b", "text/plain; charset=utf-8", "größe", "日本"));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    [Fact]
    public void Ten_thousand_random_requests_have_the_same_canonical_request_and_verify()
    {
        var signer = new AWS4Signer(signPayload: false);
        var config = new AmazonS3Config { ServiceURL = "https://s3.test.example:9443", AuthenticationRegion = "eu-central-1" };
        var cache = new SigningKeyCache();
        var checkedRequests = 0;
        Request.Sample(
            sample =>
            {
                var request = new DefaultRequest(new GetObjectRequest(), "Amazon.S3")
                {
                    HttpMethod = sample.Method,
                    Endpoint = new Uri("https://s3.test.example:9443"),
                    ResourcePath = "/" + "{Key+}",
                    UseQueryString = true,
                    DisablePayloadSigning = true,
                    OverrideSigningServiceName = "s3",
                };
                request.AddPathResource("{Key+}", sample.Key);
                foreach (var (name, value) in sample.Query)
                {
                    request.Parameters.Add(name, value);
                }

                foreach (var (name, value) in sample.Metadata)
                {
                    request.Headers.Add(name, value);
                }

                // Only enabled metrics keep the canonical request, and nothing public enables them.
                var metrics = new RequestMetrics();
                typeof(RequestMetrics).GetProperty(nameof(RequestMetrics.IsEnabled))!.SetValue(metrics, true);
                var theirs = signer.SignRequest(request, config, metrics, AccessKeyId, Secret, sample.Time);
                var canonical = (string)metrics.Properties[Metric.CanonicalRequest].Single();
                var target = AmazonServiceClient.ComposeUrl(request).OriginalString["https://s3.test.example:9443".Length..];
                var head = new RequestHead(
                    sample.Method,
                    WireText.FromText(target),
                    [
                        .. request.Headers.Select(header => new HeaderField(header.Key, WireText.FromText(header.Value))),
                        new HeaderField("Authorization", theirs.ForAuthorizationHeader),
                    ]);

                var reading = Assert.IsType<AuthorizationReading.Present>(AuthorizationReader.Read(head));
                var verification = new Verifier(cache).Verify(head, reading.Authorization, Secret);
                Assert.Equal(canonical, Encoding.UTF8.GetString(verification.Trace.CanonicalRequest));
                Assert.True(verification.Matches);

                var ours = new Sealane.Signing.Signer(cache).Sign(head.Without("authorization"), new SigningCredentials(AccessKeyId, Secret), new SigningParameters
                {
                    Region = "eu-central-1",
                    Time = new DateTimeOffset(sample.Time, TimeSpan.Zero),
                    PayloadHash = head.Value("x-amz-content-sha256")!,
                    Policy = TheirPolicy,
                });
                Assert.Equal(theirs.Signature, ours.Trace.Signature);
                Interlocked.Increment(ref checkedRequests);
            },
            iter: Requests,
            threads: 1);
        output.WriteLine($"{checkedRequests} requests compared");
        Assert.True(checkedRequests >= Requests);
    }
}
