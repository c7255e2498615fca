using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Sealane.EndToEnd.Running;
using Sealane.Signing;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>A signed request whose fate on the way is to be known; all of them stand in <c>cases.json</c>.</summary>
internal sealed partial record SurvivalCase
{
    private const string Sentence = "hello, sealane: a body of forty-one bytes";

    public static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Signer Signer = new(new SigningKeyCache());

    public static SigningCredentials Key { get; } = new("AKIATHROUGHPROXY0001", "through/proxies+and/back+again/EXAMPLE000");

    public static IReadOnlyList<SurvivalCase> All { get; } =
        JsonSerializer.Deserialize<List<SurvivalCase>>(File.ReadAllText(Repository.File("tests", "Sealane.EndToEnd", "RealProxies", "cases.json")), Format)!;

    public required string Name { get; init; }

    public string Method { get; init; } = "GET";

    public string Target { get; init; } = "/b/k";

    public string Host { get; init; } = "s3.example.com";

    /// <summary>Fields besides those that every request has, as <c>Name: value</c>.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary><c>length</c>, <c>chunked</c>, <c>both</c>, or null for no body.</summary>
    public string? Framing { get; init; }

    public string Body { get; init; } = Sentence;

    /// <summary>How often the body is sent, one behind the other; chunked, each is a chunk.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>A field that stands behind the last chunk.</summary>
    public string? Trailer { get; init; }

    /// <summary>What is signed besides host, date and payload hash.</summary>
    public IReadOnlyList<string> Signed { get; init; } = [];

    /// <summary>The request as it goes onto the wire; text is Latin-1, a char a byte.</summary>
    public (string Head, string Body) Sign()
    {
        var fields = new List<HeaderField> { new("Host", Host) };
        if (!Fields.Any(field => field.StartsWith("User-Agent:", StringComparison.Ordinal)))
        {
            fields.Add(new HeaderField("User-Agent", "sealane-case/1"));
        }

        fields.AddRange(Fields.Select(field => field.Split(": ", 2)).Select(parts => new HeaderField(parts[0], OnTheWire(parts[1]))));
        if (Framing is "length" or "both")
        {
            fields.Add(new HeaderField("Content-Length", $"{Body.Length * Repeat}"));
        }

        if (Framing is "chunked" or "both")
        {
            fields.Add(new HeaderField("Transfer-Encoding", "chunked"));
        }

        string[] always = ["host", "x-amz-date", "x-amz-content-sha256"];
        var unsigned = fields.Select(field => field.Name.ToLowerInvariant()).Except(Signed).Except(always);
        var signed = Signer.Sign(new RequestHead(Method, OnTheWire(Target), fields), Key, new SigningParameters
        {
            Region = "us-east-1",
            Time = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
            Policy = SignedHeaderPolicy.EverythingExcept([.. unsigned]),
        });
        return (WireText.FromBytes(MessageHead.OfRequest(signed.Head).ToBytes()), Framing switch
        {
            "length" => string.Concat(Enumerable.Repeat(Body, Repeat)),
            null => "",
            _ => $"{string.Concat(Enumerable.Repeat($"{Body.Length:x}\r\n{Body}\r\n", Repeat))}0\r\n{(Trailer is null ? "" : Trailer + "\r\n")}\r\n",
        });
    }

    public override string ToString() => Name;

    private static string OnTheWire(string text) =>
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Letters().Replace(text, match => new string('x', int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)))));

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Letters();
}
