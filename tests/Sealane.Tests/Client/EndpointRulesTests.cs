using System.Text.Json;
using Sealane.Diagnostics;
using Sealane.Endpoints;
using Sealane.Tests.Protocol;

namespace Sealane.Tests.Client;

public sealed class EndpointRulesTests(ITestOutputHelper output)
{
    private static readonly EndpointSettings UsWest2 = new() { Region = "us-west-2" };

    [Fact]
    public void The_public_endpoint_cases_of_S3_come_out_as_published()
    {
        var faults = new List<string>();
        var skipped = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var compared = 0;
        using var cases = JsonDocument.Parse(File.ReadAllBytes(FactsFile.Find("s3-endpoint-cases.json")));
        foreach (var one in cases.RootElement.EnumerateArray())
        {
            var given = one.GetProperty("given");
            if (WhySkipped(given) is { } why)
            {
                skipped[why] = skipped.GetValueOrDefault(why) + 1;
                continue;
            }

            compared++;
            var expected = one.TryGetProperty("url", out var url)
                ? $"{url.GetString()} signed for {one.GetProperty("signing").GetProperty("signingRegion").GetString()}"
                : "an error";
            var actual = Resolve(given);
            if (actual != expected)
            {
                faults.Add($"{given}: {actual}, not {expected}");
            }
        }

        output.WriteLine($"{compared} cases compared, {skipped.Values.Sum()} skipped: {string.Join(", ", skipped.Select(pair => $"{pair.Value} {pair.Key}"))}");
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.Equal(46, compared);
    }

    [Theory]
    [InlineData(false, false, "https://bucket.s3.us-west-2.amazonaws.com")]
    [InlineData(true, false, "https://bucket.s3-accelerate.amazonaws.com")]
    [InlineData(true, true, "https://bucket.s3-accelerate.dualstack.amazonaws.com")]
    [InlineData(false, true, "https://bucket.s3.dualstack.us-west-2.amazonaws.com")]
    public void Acceleration_and_dual_stack_change_the_host_and_never_the_signing_region(bool accelerate, bool dualStack, string expected)
    {
        var endpoint = EndpointRules.Resolve("bucket", UsWest2 with { UseAccelerate = accelerate, UseDualStack = dualStack });
        Assert.Equal((expected, "us-west-2", accelerate), (endpoint.ToString(), endpoint.SigningRegion, endpoint.IsAccelerated));
    }

    [Fact]
    public void An_operation_that_acceleration_does_not_serve_goes_to_the_regional_host()
    {
        var accelerated = UsWest2 with { UseAccelerate = true };
        Assert.Equal("https://bucket.s3.us-west-2.amazonaws.com", EndpointRules.Resolve("bucket", accelerated, acceleratable: false).ToString());
        Assert.Equal("https://s3.us-west-2.amazonaws.com", EndpointRules.Resolve(null, accelerated).ToString());
        Assert.Equal("https://s3.us-west-2.amazonaws.com/my.bucket", EndpointRules.Resolve("my.bucket", accelerated, acceleratable: false).ToString());
    }

    [Theory]
    [InlineData("fips", "Accelerate cannot be used with FIPS")]
    [InlineData("cn", "S3 Accelerate cannot be used in this region")]
    [InlineData("path", "Path-style addressing cannot be used with S3 Accelerate")]
    [InlineData("dots", "Path-style addressing cannot be used with S3 Accelerate")]
    [InlineData("endpoint", "A custom endpoint cannot be combined with S3 Accelerate")]
    [InlineData("accesspoint", "Access Points do not support S3 Accelerate")]
    [InlineData("express", "S3Express does not support S3 Accelerate.")]
    [InlineData("dualstack and endpoint", "Cannot set dual-stack in combination with a custom endpoint.")]
    public void What_cannot_be_combined_is_refused_in_S3s_words_with_a_remedy(string what, string text)
    {
        var accelerated = UsWest2 with { UseAccelerate = true };
        var own = new Uri("https://store.example");
        var (bucket, settings) = what switch
        {
            "fips" => ("bucket", accelerated with { UseFips = true }),
            "cn" => ("bucket", accelerated with { Region = "cn-north-1" }),
            "path" => ("bucket", accelerated with { Addressing = AddressingStyle.Path }),
            "dots" => ("my.bucket", accelerated),
            "endpoint" => ("bucket", accelerated with { EndpointUrl = own }),
            "accesspoint" => ("arn:aws:s3:us-west-2:123456789012:accesspoint:mine", accelerated),
            "express" => ("bucket--usw2-az1--x-s3", accelerated),
            _ => ("bucket", UsWest2 with { UseDualStack = true, EndpointUrl = own }),
        };
        var refusal = Assert.Throws<S3ConfigurationException>(() => EndpointRules.Resolve(bucket, settings));
        Assert.StartsWith(text, refusal.Message, StringComparison.Ordinal);
        Assert.Matches(@"(Turn|Give|Take|turn|remove)", refusal.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000", AddressingStyle.Auto, "http://127.0.0.1:9000/bucket")]
    [InlineData("http://127.0.0.1:9000", AddressingStyle.Virtual, "http://127.0.0.1:9000/bucket")]
    [InlineData("https://store.example/base/", AddressingStyle.Path, "https://store.example/base/bucket")]
    [InlineData("https://store.example:443", AddressingStyle.Virtual, "https://bucket.store.example")]
    [InlineData("https://s3-accelerate.amazonaws.com", AddressingStyle.Auto, "https://bucket.s3-accelerate.amazonaws.com")]
    public void An_endpoint_of_ones_own_has_the_bucket_in_the_path_unless_asked(string url, AddressingStyle style, string expected) =>
        Assert.Equal(expected, EndpointRules.Resolve("bucket", UsWest2 with { EndpointUrl = new Uri(url), Addressing = style }).ToString());

    private static string Resolve(JsonElement given)
    {
        var endpoint = given.TryGetProperty("Endpoint", out var own) ? new Uri(own.GetString()!) : null;
        var region = given.GetProperty("Region").GetString()!;
        var settings = new EndpointSettings
        {
            // For us-east-1 alone, "use the global endpoint" is another way to say aws-global.
            Region = Flag(given, "UseGlobalEndpoint") && region == "us-east-1" ? "aws-global" : region,
            UseAccelerate = Flag(given, "Accelerate"),
            UseDualStack = Flag(given, "UseDualStack"),
            UseFips = Flag(given, "UseFIPS"),
            EndpointUrl = endpoint,
            Addressing = Flag(given, "ForcePathStyle") ? AddressingStyle.Path : AddressingStyle.Virtual,
        };
        try
        {
            var resolved = EndpointRules.Resolve(given.TryGetProperty("Bucket", out var bucket) ? bucket.GetString() : null, settings);
            return $"{resolved} signed for {resolved.SigningRegion}";
        }
        catch (S3ConfigurationException)
        {
            return "an error";
        }
    }

    private static string? WhySkipped(JsonElement given)
    {
        var bucket = given.TryGetProperty("Bucket", out var name) ? name.GetString()! : string.Empty;
        return bucket.StartsWith("arn:", StringComparison.Ordinal) ? "with an ARN"
            : bucket.EndsWith("--op-s3", StringComparison.Ordinal) ? "of S3 on Outposts"
            : bucket.EndsWith("-s3", StringComparison.Ordinal) || Flag(given, "UseS3ExpressControlEndpoint") ? "of S3 Express"
            : Flag(given, "UseObjectLambdaEndpoint") ? "of Object Lambda"
            : null;
    }

    private static bool Flag(JsonElement given, string name) => given.TryGetProperty(name, out var flag) && flag.GetBoolean();
}
