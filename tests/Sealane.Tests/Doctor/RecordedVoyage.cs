using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Doctor;

/// <summary>A voyage written by hand: a head that our signer signs with any client's habits, and what each hop makes of it.</summary>
internal sealed class RecordedVoyage
{
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string SessionToken = "SECRET-SESSION-TOKEN-NEVER-PRINT";
    public const string Accelerated = "data.s3-accelerate.amazonaws.com";
    public const string Boto1360 = "Boto3/1.36.0 md/Botocore#1.36.0 ua/2.0 os/linux#6.1 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.36.0";

    public static readonly SigningCredentials Key = new("AKIAIOSFODNN7EXAMPLE", Secret, SessionToken);
    public static readonly DateTimeOffset Time = new(2025, 1, 17, 10, 0, 0, TimeSpan.Zero);

    private static readonly SigningKeyCache Keys = new();
    private readonly List<Hop> _hops = [];
    private Arrival? _arrival;

    public RecordedVoyage(RequestHead signed)
    {
        Signed = signed;
        Current = MessageHead.OfRequest(signed);
    }

    public RequestHead Signed { get; }

    public MessageHead Current { get; private set; }

    public static RequestHead Upload(string target = "/report.pdf", string host = Accelerated) => new("PUT", target,
    [
        new("Host", host),
        new("User-Agent", "Sealane/0.1.0"),
        new("Content-Type", "application/pdf"),
        new("x-amz-meta-author", "Ada"),
    ]);

    /// <summary>The head that boto3 1.36.0 sends for an upload over TLS, in its order.</summary>
    public static RequestHead Boto1360Upload() => new("PUT", "/report.pdf",
    [
        new("Host", Accelerated),
        new("Accept-Encoding", "identity"),
        new("User-Agent", Boto1360),
        new("Expect", "100-continue"),
        new("Transfer-Encoding", "chunked"),
        new("Content-Encoding", "aws-chunked"),
        new("X-Amz-Trailer", "x-amz-checksum-crc32"),
        new("X-Amz-Decoded-Content-Length", "5"),
        new("x-amz-sdk-checksum-algorithm", "CRC32"),
    ]);

    public static SignedHeaderPolicy Boto1360Policy { get; } = SignedHeaderPolicy.EverythingExcept("expect", "user-agent", "x-amzn-trace-id", "accept-encoding");

    public static RecordedVoyage Of(RequestHead head, SignedHeaderPolicy? policy = null, string payloadHash = PayloadHash.Unsigned, SigningCredentials? credentials = null) =>
        new(new Signer(Keys).Sign(head, credentials ?? Key, new SigningParameters
        {
            Region = "us-east-1",
            Time = Time,
            PayloadHash = payloadHash,
            Policy = policy ?? SignedHeaderPolicy.AllowTable,
        }).Head);

    public static RecordedVoyage OfBoto1360() => Of(Boto1360Upload(), Boto1360Policy, PayloadHash.StreamingUnsignedTrailer);

    public static RecordedVoyage Presigned(RequestHead head, SignedHeaderPolicy? policy = null) => new(new Presigner(Keys).Presign(head, Key, new PresigningParameters
    {
        Region = "us-east-1",
        Time = Time,
        Policy = policy ?? SignedHeaderPolicy.AllowTable,
    }).Head);

    public static MessageHead ToContentLength(MessageHead head) => head.Without("Transfer-Encoding").Adding("Content-Length", "51");

    /// <summary>A change that no record saw, before the next one.</summary>
    public RecordedVoyage Unseen(Func<MessageHead, MessageHead> edit)
    {
        Current = edit(Current);
        return this;
    }

    public RecordedVoyage Through(string name, Func<MessageHead, MessageHead>? edit = null, string? hold = null)
    {
        var after = edit is null ? Current : edit(Current);
        _hops.Add(new Hop
        {
            Name = name,
            Before = Current.ToBytes(),
            After = after.ToBytes(),
            FramingBefore = Current.Framing,
            FramingAfter = after.Framing,
            Hold = hold,
            Time = Time,
        });
        Current = after;
        return this;
    }

    public RecordedVoyage StoppedAt(string name, string answer)
    {
        _hops.Add(new Hop
        {
            Name = name,
            Before = Current.ToBytes(),
            After = [],
            FramingBefore = Current.Framing,
            FramingAfter = BodyFraming.None,
            Answer = System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\n\r\n"),
            Time = Time,
        });
        return this;
    }

    /// <summary>The answer on the two sides of the last hop.</summary>
    public RecordedVoyage Answered(string came, string went)
    {
        Answered(went);
        _hops[^1] = _hops[^1] with { AnswerBefore = System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {came}\r\n\r\n") };
        return this;
    }

    /// <summary>The answer that came back through the last hop.</summary>
    public RecordedVoyage Answered(string answer)
    {
        _hops[^1] = _hops[^1] with { Answer = System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\n\r\n") };
        return this;
    }

    public RecordedVoyage Arrives(int status, string? code = null, string? message = null, DateTimeOffset? at = null)
    {
        _arrival = new Arrival
        {
            RequestId = "0123456789ABCDEF",
            Head = Current.ToBytes(),
            Status = status,
            ErrorCode = code,
            ErrorMessage = message,
            Bucket = "data",
            Time = at ?? Time,
        };
        return this;
    }

    /// <summary>The answer of a strict endpoint.</summary>
    public RecordedVoyage Arrives()
    {
        var head = Current.ToRequest();
        if (AuthorizationReader.Read(head) is not AuthorizationReading.Present { Authorization: var authorization })
        {
            return Arrives(403, "AccessDenied", "Access Denied");
        }

        var verification = new Verifier(Keys).Verify(head, authorization, Secret);
        var unsigned = verification.UnsignedAmzHeaders.Where(name => !Sealane.Doctor.Evidence.AccelerateHost.Excepts(head, name));
        return unsigned.Any() ? Arrives(403, "AccessDenied", "There were headers present in the request which were not signed")
            : verification.Matches ? Arrives(200)
            : Arrives(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
    }

    public Voyage ToVoyage() => new() { Id = _arrival?.RequestId ?? "voyage-1", Hops = _hops, Arrival = _arrival };

    public Diagnosis Examine(string? secret = Secret) => new SignatureDoctor(Keys).Examine(ToVoyage(), _ => secret);
}
