using System.Text;
using Sealane.Doctor;
using Sealane.Doctor.Exhibits;
using Sealane.Doctor.Explanations;
using Sealane.Signing.Keys;

namespace Sealane.Tests.Doctor.Explaining;

/// <summary>Whatever people hand in, no secret comes out, and nothing breaks.</summary>
public sealed class SecrecyTests
{
    private static readonly RefusedUpload Refused = RefusedUpload.Changed(head => head.With("x-amz-security-token", RefusedUpload.Token + "changed").With("Content-Type", "text/other"));

    private static string[] Secrets => [Refused.Signature, RefusedUpload.Token, RefusedUpload.Secret];

    public static TheoryData<string> Clients => [.. Refused.Logs().Keys, "xml"];

    [Theory]
    [MemberData(nameof(Clients))]
    public void No_output_holds_a_signature_or_a_token(string client)
    {
        var text = client == "xml" ? Refused.Xml() : Refused.Logs()[client];
        foreach (var output in Outputs(text))
        {
            Assert.All(Secrets, secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
            Assert.True(client == "xml" || output.Contains("x-amz-security-token:(masked)", StringComparison.Ordinal), output);
        }
    }

    [Fact]
    public void No_output_holds_one_however_the_input_is_cut_joined_and_garbled()
    {
        var random = new Random(42);
        var texts = Refused.Logs().Values.Append(Refused.Xml()).ToList();
        for (var round = 0; round < 400; round++)
        {
            var text = new StringBuilder(texts[random.Next(texts.Count)]);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var (at, length) = (random.Next(text.Length), random.Next(1, 200));
                _ = random.Next(5) switch
                {
                    0 => text.Remove(at, Math.Min(length, text.Length - at)),
                    1 => text.Insert(at, texts[random.Next(texts.Count)][..length]),
                    2 => text.Insert(at, "{[('\"<\\n\n"[random.Next(9)]),
                    3 => text.Remove(at, text.Length - at).Append('\n'),
                    _ => text.Insert(at, texts[random.Next(texts.Count)]),
                };
                if (text.Length == 0)
                {
                    text.Append('x');
                }
            }

            // A secret that was cut in two is none any more.
            foreach (var output in Outputs(text.ToString()))
            {
                Assert.All(Secrets, secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("  \n ", "it is empty")]
    [InlineData("hello", "nothing in it is")]
    [InlineData("{\"log\": {\"entries\": [", "nothing in it is")]
    [InlineData("<Error><Code></Code></Error>", "nothing in it is")]
    [InlineData("a\0b", "it is binary")]
    [InlineData("{ method: {[}", "nothing in it is")]
    public void Of_what_says_nothing_it_is_said_why(string text, string problem)
    {
        var explanation = RefusedUpload.Explain(text);
        Assert.Empty(explanation.Requests);
        Assert.Contains(problem, explanation.Exhibits[0].Problem, StringComparison.Ordinal);
        Assert.Contains(problem, ExplanationText.Write(explanation), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_are_no_trouble()
    {
        var random = new Random(7);
        var bytes = new byte[4096];
        for (var round = 0; round < 50; round++)
        {
            random.NextBytes(bytes);
            var explanation = new OfflineDoctor(new SigningKeyCache(), TimeProvider.System).Explain([Exhibit.Of("noise", bytes)], _ => "secret");
            Assert.NotNull(explanation.Exhibits[0].Problem);
        }
    }

    [Fact]
    public void A_large_log_is_read_in_good_time()
    {
        var line = "2026-11-24 12:00:00,000 botocore.hooks [DEBUG] Event before-call.s3.PutObject: calling handler <function x at 0x7f3e3c6b81d0> {'a': {'b': ['c'";
        var text = new StringBuilder();
        while (text.Length < 8_000_000)
        {
            text.Append(line).Append('\n');
        }

        text.Append(Refused.Logs()["boto3"]);
        var began = TimeProvider.System.GetTimestamp();
        Assert.Single(RefusedUpload.Explain(text.ToString()).Requests);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static IEnumerable<string> Outputs(string text)
    {
        foreach (var explanation in new[] { RefusedUpload.Explain(text), RefusedUpload.ExplainWith(RefusedUpload.Secret, text) })
        {
            yield return ExplanationText.Write(explanation);
            yield return Encoding.UTF8.GetString(ExplanationReport.Write(explanation));
        }
    }
}
