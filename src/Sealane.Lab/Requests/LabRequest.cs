using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Signing.Journey;
using Sealane.Signing.Text;

namespace Sealane.Lab.Requests;

/// <summary>One request that came to the lab, as its client sent it, and what became of it. Thread-safe.</summary>
public sealed class LabRequest
{
    private readonly MessageHead? _head;
    private readonly Lazy<Diagnosis> _diagnosis;

    internal LabRequest(Voyage voyage, SignatureDoctor doctor, Func<string, string?> secretOf)
    {
        Voyage = voyage;
        _head = Read(voyage.Sent);
        _diagnosis = new Lazy<Diagnosis>(() => doctor.Examine(voyage, secretOf));
    }

    /// <summary>The operation's name, such as <c>PutObject</c>; null when the endpoint did not come to that.</summary>
    public string? Operation => Voyage.Arrival?.Operation;

    /// <summary>The bucket that it named; null for none, and when it did not reach the endpoint.</summary>
    public string? Bucket => Voyage.Arrival?.Bucket;

    /// <summary>The key that it named; null for none, and when it did not reach the endpoint.</summary>
    public string? Key => Voyage.Arrival?.Key;

    /// <summary>The status that its client was answered; null when no answer came.</summary>
    public int? Status => Voyage.Hops is [{ Answer: { } answer }, ..] ? Read(answer)?.Status : Voyage.Arrival?.Status;

    /// <summary>S3's error code; null for success.</summary>
    public string? ErrorCode => Voyage.Arrival?.ErrorCode;

    /// <summary>The method; empty when the head could not be read.</summary>
    public string Method => _head?.Method ?? "";

    /// <summary>The raw path and query, a signature in it masked; empty when the head could not be read.</summary>
    public string Target => _head is null ? "" : Secrecy.MaskTarget(_head.Target);

    /// <summary>The host that it was sent to, with the port where it names one; null when it names none.</summary>
    public string? Host => Header("host");

    /// <summary>The headers that its client signed, lower case; empty when it is not signed.</summary>
    public IReadOnlyList<string> SignedHeaders => Diagnosis.SignedHeaders;

    /// <summary>How its client framed the body.</summary>
    public BodyFraming Framing => _head?.Framing ?? BodyFraming.None;

    /// <summary>What became of the signature.</summary>
    public Verdict Verdict => Diagnosis.Verdict;

    /// <summary>Everything that the doctor says about it.</summary>
    public Diagnosis Diagnosis => _diagnosis.Value;

    /// <summary>The heads at each hop of its way, raw: they hold what secrets the client sent.</summary>
    public Voyage Voyage { get; }

    /// <summary>The first value of a header as its client sent it, one char a byte; null when there is none.</summary>
    /// <param name="name">The header's name in any letter case.</param>
    public string? Header(string name) => _head?.Value(name);

    /// <summary>Operation, bucket, key and answer, or method and target of what never came to be an operation.</summary>
    public override string ToString()
    {
        var what = Operation is null ? $"{Method} {Target}" : $"{Operation} {Bucket}{(Key is null ? "" : $"/{Key}")}";
        return $"{what}: {Status?.ToString(null, null) ?? "no answer"}{(ErrorCode is null ? "" : $" {ErrorCode}")}";
    }

    private static MessageHead? Read(byte[] head)
    {
        try
        {
            return MessageHead.Parse(head);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
