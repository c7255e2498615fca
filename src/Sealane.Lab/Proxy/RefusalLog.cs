using System.Globalization;
using System.Text;
using Sealane.Lab.Names;

namespace Sealane.Lab.Proxy;

/// <summary>Keeps the newest refusals and words the answers. Thread-safe.</summary>
internal sealed class RefusalLog(TimeProvider time, Action<Refusal>? onRefusal)
{
    private const int MostKept = 1000;

    private readonly Queue<Refusal> _refusals = [];
    private readonly Lock _lock = new();

    /// <summary>The refusals, oldest first.</summary>
    public IReadOnlyList<Refusal> Snapshot()
    {
        lock (_lock)
        {
            return [.. _refusals];
        }
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _refusals.Clear();
        }
    }

    /// <summary>Records that a host was asked for which lies outside.</summary>
    public Refusal Outside(Authority address) => Add(address, RefusalReason.OutsideTheLab,
        $"{address} lies outside the lab, which plays S3's hosts, those below localhost, the names it was given and its own address, and lets nothing out.");

    /// <summary>Records that a client and the lab did not agree on TLS.</summary>
    public Refusal TlsFailed(Authority address, string fault) => Add(address, RefusalReason.TlsFailed,
        $"TLS with the client of {address} failed ({fault}). "
        + "If the client does not know the lab's authority, let it read the certificates of AWS_CA_BUNDLE.");

    /// <summary>The answer to a client that asked for what lies outside; many clients show its reason phrase alone.</summary>
    public static byte[] AnswerTo(Refusal refusal)
    {
        var body = Encoding.UTF8.GetBytes(refusal.Sentence + "\n");
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        var head = "HTTP/1.1 403 Outside the Sealane lab\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + $"Content-Length: {length}\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private Refusal Add(Authority address, RefusalReason reason, string sentence)
    {
        var refusal = new Refusal(address, reason, sentence, time.GetUtcNow());
        lock (_lock)
        {
            if (_refusals.Count == MostKept)
            {
                _refusals.Dequeue();
            }

            _refusals.Enqueue(refusal);
        }

        onRefusal?.Invoke(refusal);
        return refusal;
    }
}
