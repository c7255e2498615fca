using System.Text;
using System.Text.Json;

namespace Sealane.EndToEnd.Secrets;

/// <summary>The search itself: what finds nothing must be able to find something.</summary>
public sealed class WordsTests
{
    [Fact]
    public void A_secret_is_found_in_every_spelling_and_in_pieces()
    {
        var words = Owner.Words();
        string[] texts =
        [
            Owner.Token,
            $"token {Owner.Token[10..40]}...",
            Owner.Token.Insert(30, "\n      "),
            Uri.EscapeDataString(Owner.Token),
            JsonSerializer.Serialize(Owner.Token),
            Convert.ToBase64String(Encoding.ASCII.GetBytes(Owner.Token)),
            BitConverter.ToString(Encoding.ASCII.GetBytes(Owner.Token)).Replace('-', ' ').ToLowerInvariant(),
        ];
        Assert.All(texts, text => Assert.Contains("the session token", words.In(text)));
        Assert.Contains("the customer's key", words.In(Owner.CustomerKeyText));
        Assert.Empty(words.In("x-amz-security-token: (masked)"));
    }

    [Fact]
    public void The_signatures_of_a_head_are_found()
    {
        var words = new SecretWords();
        var signature = new string('a', 63) + "1";
        words.AddSignatures(Encoding.ASCII.GetBytes($"GET /k?X-Amz-Signature={signature} HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b, Signature={signature[..63]}2\r\n\r\n"));
        Assert.Equal(["a signature"], words.In(signature));
        Assert.Equal(["a signature"], words.In($"{signature[..63]}2"));
    }
}
