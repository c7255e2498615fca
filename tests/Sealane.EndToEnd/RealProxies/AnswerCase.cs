using System.Text;
using System.Text.Json;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>A question and its answer, of which the way back is to be known; all of them stand in <c>answers.json</c>.</summary>
internal sealed record AnswerCase
{
    /// <summary>What the requests have in their targets.</summary>
    public const string Mark = " /b/answer/";

    public static IReadOnlyList<AnswerCase> All { get; } =
        JsonSerializer.Deserialize<List<AnswerCase>>(File.ReadAllText(Repository.File("tests", "Sealane.EndToEnd", "RealProxies", "answers.json")), SurvivalCase.Format)!;

    public required string Name { get; init; }

    public string Method { get; init; } = "GET";

    /// <summary>Fields of the request.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Status and reason.</summary>
    public required string Answer { get; init; }

    /// <summary>Fields of the answer besides date, server and request id.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary><c>length</c>, <c>chunked</c> or <c>none</c>.</summary>
    public string Framing { get; init; } = "length";

    public required string Body { get; init; }

    /// <summary>A field that stands behind the last chunk.</summary>
    public string? Trailer { get; init; }

    /// <summary>The request that asks for it: its target is the case's number.</summary>
    public string Request() =>
        $"{Method}{Mark}{All.ToList().IndexOf(this)} HTTP/1.1\r\nHost: s3.example.com\r\nAuthorization: AWS4-HMAC-SHA256 none\r\n{string.Concat(Asked.Select(field => field + "\r\n"))}Connection: close\r\n\r\n";

    /// <summary>The answer to a request, by the number in its target.</summary>
    /// <param name="request">The request.</param>
    /// <param name="origin">What the endpoint calls itself.</param>
    public static string To(string request, string origin)
    {
        var answer = All[int.Parse(request.Split(' ')[1].Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)];
        return string.Concat(
            [
                $"HTTP/1.1 {answer.Answer}\r\n",
                "x-amz-request-id: 0123456789ABCDEF\r\n",
                .. answer.Fields.Select(field => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(field)).Replace("{origin}", origin, StringComparison.Ordinal) + "\r\n"),
                "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\nServer: AmazonS3\r\n",
                answer.Framing switch { "chunked" => "Transfer-Encoding: chunked\r\n", "length" => $"Content-Length: {answer.Body.Length}\r\n", _ => "" },
                "\r\n",
                answer.Method == "HEAD" ? "" : answer.Framing == "chunked" ? $"{answer.Body.Length:x}\r\n{answer.Body}\r\n0\r\n{(answer.Trailer is null ? "" : answer.Trailer + "\r\n")}\r\n" : answer.Body,
            ]);
    }

    public override string ToString() => Name;
}
