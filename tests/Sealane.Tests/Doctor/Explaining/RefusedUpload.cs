using System.Buffers;
using System.Globalization;
using System.Text;
using Sealane.Doctor;
using Sealane.Doctor.Exhibits;
using Sealane.Doctor.Explanations;
using Sealane.Protocol.Errors;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Tests.Doctor.Explaining;

/// <summary>An upload that was changed on its way and refused, and what each client writes of it in its debug log.</summary>
internal sealed class RefusedUpload
{
    public const string KeyId = "ASIASEALANELAB0EXAMPLE";
    public const string Secret = "sealane+lab/secret/opens+nothing/EXAMPLE";
    public const string Token = "FwoGZXIvYXdzEExamplE/session+token/of-the-lab/that-nobody-may-see==";
    public const string RequestId = "4442587FB7D0A2F9";

    public static readonly DateTimeOffset Time = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly SigningKeyCache Keys = new();

    private readonly SignatureTrace _trace;

    private RefusedUpload(SignedRequest signed, RequestHead arrived, string? endpointsSecret)
    {
        Sent = signed.Head;
        _trace = signed.Trace;
        var authorization = ((AuthorizationReading.Present)AuthorizationReader.Read(arrived)).Authorization;
        var theirs = new Verifier(Keys).Verify(arrived, authorization, endpointsSecret ?? Secret).Trace;
        Document = new ErrorDocument
        {
            Code = "SignatureDoesNotMatch",
            Message = "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            RequestId = RequestId,
            HostId = "host/id",
            Extras =
            [
                new("AWSAccessKeyId", KeyId),
                new("StringToSign", theirs.StringToSign),
                new("SignatureProvided", signed.Trace.Signature),
                new("StringToSignBytes", Pairs(theirs.StringToSign)),
                new("CanonicalRequest", Encoding.UTF8.GetString(theirs.CanonicalRequest)),
                new("CanonicalRequestBytes", Pairs(Encoding.UTF8.GetString(theirs.CanonicalRequest))),
            ],
        };
    }

    public RequestHead Sent { get; }

    public ErrorDocument Document { get; }

    public string Signature => _trace.Signature;

    public string Canonical => Encoding.UTF8.GetString(_trace.CanonicalRequest);

    public string ToSign => _trace.StringToSign;

    /// <summary>An upload of boto3 1.36.0's kind, signed with everything that it signs.</summary>
    public static RefusedUpload Changed(Func<RequestHead, RequestHead> onTheWay, string? endpointsSecret = null, string agent = "Boto3/1.36.0 md/Botocore#1.36.0 Botocore/1.36.0")
    {
        var head = new RequestHead("PUT", "/my-bucket/a%20b.txt",
        [
            new("Host", "s3.eu-west-1.amazonaws.com"),
            new("User-Agent", agent),
            new("Content-Type", "text/plain"),
            new("Transfer-Encoding", "chunked"),
            new("x-amz-meta-author", "Ada"),
        ]);
        var signed = new Signer(Keys).Sign(head, new SigningCredentials(KeyId, Secret, Token), new SigningParameters
        {
            Region = "eu-west-1",
            Time = Time,
            PayloadHash = PayloadHash.StreamingUnsignedTrailer,
            Policy = SignedHeaderPolicy.EverythingExcept("user-agent"),
        });
        return new RefusedUpload(signed, onTheWay(signed.Head), endpointsSecret);
    }

    /// <summary>What an edge does that waits for the whole body.</summary>
    public static RequestHead Reframed(RequestHead head) => head.Without("transfer-encoding").Adding("Content-Length", "5");

    public static Explanation Explain(params string[] texts) => ExplainWith(null, texts);

    public static Explanation ExplainWith(string? secret, params string[] texts) =>
        new OfflineDoctor(new SigningKeyCache(), new FixedClock(Time)).Explain([.. texts.Select((text, index) => Exhibit.Of($"exhibit {index + 1}", text))], _ => secret);

    public string Xml()
    {
        var output = new ArrayBufferWriter<byte>();
        Document.Write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The formats, by name: what a client writes of the request, and then of the answer.</summary>
    public Dictionary<string, string> Logs() => new(StringComparer.Ordinal)
    {
        ["boto3"] = Botocore("2026-11-24 12:00:00,123 {0} [DEBUG] "),
        ["aws 2"] = Botocore("2026-11-24 12:00:00,123 - MainThread - {0} - DEBUG - "),
        ["curl"] = $"* Connected to s3\n{Lines("> ")}\n> \n< HTTP/1.1 403 Forbidden\n< x-amz-request-id: {RequestId}\n< Date: {Time:R}\n< \n{{ [5 bytes data]\n{Xml()}\n* Closing connection 0",
        ["javascript"] = JavaScript(),
        ["java 1"] = $"2026-11-24 12:00:00,001 [main] DEBUG com.amazonaws.auth.AWS4Signer - AWS4 Canonical Request: '\"{Canonical}\"\n"
            + $"2026-11-24 12:00:00,002 [main] DEBUG com.amazonaws.auth.AWS4Signer - AWS4 String to Sign: '\"{ToSign}\"\n{Wire(" [main] DEBUG org.apache.http.headers - http-outgoing-0 {0} ")}\n",
        ["java 2"] = $"12:00:00.001 [main] DEBUG software.amazon.awssdk.auth.signer.Aws4Signer - AWS4 Canonical Request: {Canonical}\n"
            + $"12:00:00.002 [main] DEBUG software.amazon.awssdk.auth.signer.Aws4Signer - AWS4 String to sign: {ToSign}\n"
            + $"12:00:00.003 [main] DEBUG software.amazon.awssdk.request - Sending Request: DefaultSdkHttpFullRequest(httpMethod=PUT, protocol=https, host=s3.eu-west-1.amazonaws.com, encodedPath=/my-bucket/a%20b.txt, headers=[Authorization, Host])\n"
            + $"{WireBytes()}\n",
        ["go 1"] = $"2026/11/24 12:00:00 DEBUG: Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\n{Canonical}\n---[ STRING TO SIGN ]--------------------------------\n{ToSign}\n"
            + $"-----------------------------------------------------\n2026/11/24 12:00:00 DEBUG: Request s3/PutObject Details:\n---[ REQUEST POST-SIGN ]-----------------------------\n{Lines("")}\n\n"
            + $"-----------------------------------------------------\n2026/11/24 12:00:00 DEBUG: Response s3/PutObject Details:\n---[ RESPONSE ]--------------------------------------\nHTTP/1.1 403 Forbidden\nX-Amz-Request-Id: {RequestId}\n\n\n{Xml()}\n",
        ["go 2"] = $"SDK 2026/11/24 12:00:00 DEBUG Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\n{Canonical}\n---[ STRING TO SIGN ]--------------------------------\n{ToSign}\n"
            + $"-----------------------------------------------------\nSDK 2026/11/24 12:00:00 DEBUG Request\n{Lines("")}\n\nSDK 2026/11/24 12:00:00 DEBUG Response\nHTTP/1.1 403 Forbidden\nX-Amz-Request-Id: {RequestId}\n\n{Xml()}\n",
        ["har"] = Archive(),
    };

    private string Botocore(string format)
    {
        string At(string logger) => string.Format(CultureInfo.InvariantCulture, format, logger);
        var headers = string.Join(", ", Sent.Fields.Select(field => $"'{field.Name}': b'{field.Value}'").Where(field => !field.StartsWith("'Host'", StringComparison.Ordinal)));
        return $"{At("botocore.auth")}CanonicalRequest:\n{Canonical}\n{At("botocore.auth")}StringToSign:\n{ToSign}\n{At("botocore.auth")}Signature:\n{Signature}\n"
            + $"{At("botocore.endpoint")}Sending http request: <AWSPreparedRequest stream_output=False, method=PUT, url=https://s3.eu-west-1.amazonaws.com{Sent.Target}, headers={{{headers}}}>\n"
            + $"{At("urllib3.connectionpool")}https://s3.eu-west-1.amazonaws.com:443 \"PUT {Sent.Target} HTTP/1.1\" 403 None\n"
            + $"{At("botocore.parsers")}Response headers: {{'x-amz-request-id': '{RequestId}', 'Date': '{Time:R}', 'Server': 'AmazonS3'}}\n"
            + $"{At("botocore.parsers")}Response body:\nb'{Xml().Replace("\n", "\\n", StringComparison.Ordinal)}'\n";
    }

    private string JavaScript()
    {
        static string Literal(string text) => string.Join(" +\n      ", text.Split('\n').Select((line, index) => $"'{line}{(index < text.Count(c => c == '\n') ? "\\n" : "")}'"));
        return $"request HttpRequest {{\n  method: 'PUT',\n  hostname: 's3.eu-west-1.amazonaws.com',\n  port: undefined,\n  query: {{}},\n  headers: {{\n"
            + string.Join(",\n", Sent.Fields.Select(field => $"    '{field.Name.ToLowerInvariant()}': '{field.Value}'"))
            + $"\n  }},\n  body: <Buffer 68 65>,\n  protocol: 'https:',\n  path: '{Sent.Target}'\n}}\n"
            + "SignatureDoesNotMatch: The request signature we calculated does not match.\n    at throwDefaultError (/app/index.js:20:22) {\n  '$fault': 'client',\n"
            + $"  '$metadata': {{\n    httpStatusCode: 403,\n    requestId: '{RequestId}',\n    attempts: 1\n  }},\n  Code: 'SignatureDoesNotMatch',\n"
            + string.Join(",\n", Document.Extras.Select(extra => $"  {extra.Key}: {Literal(extra.Value)}")) + $",\n  RequestId: '{RequestId}'\n}}\n";
    }

    private string Archive()
    {
        static string Pair(string name, string value) => $"{{\"name\": \"{name}\", \"value\": \"{value}\"}}";
        var body = Xml().Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return "{\"log\": {\"version\": \"1.2\", \"entries\": [{\"request\": {\"method\": \"PUT\", \"url\": \"https://s3.eu-west-1.amazonaws.com" + Sent.Target
            + "\", \"headers\": [" + string.Join(", ", Sent.Fields.Select(field => Pair(field.Name, field.Value))) + "]}, \"response\": {\"status\": 403, \"headers\": ["
            + Pair("x-amz-request-id", RequestId) + "], \"content\": {\"mimeType\": \"application/xml\", \"text\": \"" + body + "\"}}}]}}";
    }

    private string Wire(string format)
    {
        var (ours, theirs) = (string.Format(CultureInfo.InvariantCulture, format, ">>"), string.Format(CultureInfo.InvariantCulture, format, "<<"));
        return $"{Lines("2026-11-24 12:00:00" + ours)}\n2026-11-24 12:00:01{theirs}HTTP/1.1 403 Forbidden\n2026-11-24 12:00:01{theirs}x-amz-request-id: {RequestId}\nReceived error response: {Xml()}";
    }

    private string WireBytes() => string.Join('\n', Lines("").Split('\n').Select(line => $"12:00:00.004 [main] DEBUG org.apache.http.wire - http-outgoing-0 >> \"{line}[\\r][\\n]\""))
        + $"\n12:00:00.005 [main] DEBUG org.apache.http.wire - http-outgoing-0 << \"HTTP/1.1 403 Forbidden[\\r][\\n]\"\n12:00:00.005 [main] DEBUG org.apache.http.wire - http-outgoing-0 << \"x-amz-request-id: {RequestId}[\\r][\\n]\"\n{Xml()}";

    private string Lines(string mark) => string.Join('\n', Sent.Fields.Select(field => $"{mark}{field.Name}: {field.Value}").Prepend($"{mark}{Sent.Method} {Sent.Target} HTTP/1.1"));

    private static string Pairs(string text) => string.Join(' ', Encoding.UTF8.GetBytes(text).Select(one => one.ToString("x2", CultureInfo.InvariantCulture)));

    private sealed class FixedClock(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
