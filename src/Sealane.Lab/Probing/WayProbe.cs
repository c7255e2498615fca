using System.IO.Compression;
using System.Security.Authentication;
using Sealane.Doctor.Probing;
using Sealane.Lab.Imitations;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Text;

namespace Sealane.Lab.Probing;

/// <summary>Sends probes over a way and reads what the endpoint shows of them: one at a time, at a bounded rate, each on a connection of its own.</summary>
/// <param name="route">The way.</param>
/// <param name="time">The clock that requests are signed by.</param>
public sealed class WayProbe(ProbeRoute route, TimeProvider time)
{
    private const int MostBeginnings = 4;
    private const int MostDecoded = 1024 * 1024;

    private static readonly SigningKeyCache Keys = new();

    /// <summary>How long an answer is waited for.</summary>
    /// <value>15 seconds by default.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The pause between two requests.</summary>
    /// <value>100 ms by default: at most ten requests a second.</value>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The answer to the last request; null when there was none.</summary>
    public ProbeAnswer? LastAnswer { get; private set; }

    /// <summary>Sends the plain probe until the endpoint shows what arrived: with the region that it asks for, and with what the way adds listed as signed.</summary>
    /// <returns>The target as it has to be, and what was seen on the way there; the last outcome is what happens to every request.</returns>
    public async Task<(ProbeTarget Target, IReadOnlyList<ProbeOutcome> Seen)> BeginAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var seen = new List<ProbeOutcome>();
        while (true)
        {
            var plain = await SendAsync(ProbeTable.Plain, target, cancellationToken).ConfigureAwait(false);
            seen.Add(plain);
            if (plain.NotSigned.Except(target.Listed, StringComparer.OrdinalIgnoreCase).Any() && seen.Count < MostBeginnings)
            {
                target = target with { Listed = [.. target.Listed, .. plain.NotSigned.Select(name => name.ToLowerInvariant())] };
            }
            else if (plain is { Code: "AuthorizationHeaderMalformed", ExpectedRegion: { } region } && region != target.Region && seen.Count < MostBeginnings)
            {
                target = target with { Region = region };
            }
            else
            {
                return (target, seen);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends one probe with a wrong signature, and, where the secret is there and something is to be proven, with the right one.</summary>
    public async Task<ProbeOutcome> SendAsync(Probe probe, ProbeTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var request = ProbeRequest.Wrong(probe, target, time.GetUtcNow());
        var (answer, problem) = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        var outcome = ProbeReading.Read(request, answer, problem);

        // A right signature and a session token are worth something: they do not go to whom this machine does not trust.
        if (route.Tls?.Distrust is not null || ProbeRequest.Right(probe, target, time.GetUtcNow(), Keys) is not { } right || outcome.Reach is ProbeReach.Stopped or ProbeReach.Unanswered)
        {
            LastAnswer = answer;
            return outcome;
        }

        await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        var (proof, _) = await AskAsync(right, cancellationToken).ConfigureAwait(false);
        LastAnswer = answer;
        return outcome with { Survives = ProbeReading.Accepted(proof) };
    }

    /// <summary>Sends the others, given what the plain probe came to; each outcome is without what happens to every request.</summary>
    public async IAsyncEnumerable<ProbeOutcome> SendAllAsync(
        IEnumerable<Probe> probes, ProbeOutcome plain, ProbeTarget target, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(probes);
        foreach (var probe in probes)
        {
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            yield return (await SendAsync(probe, target, cancellationToken).ConfigureAwait(false)).Without(plain);
        }
    }

    /// <summary>Asks without a signature whose bucket a place is: S3 names the region in the answer to HEAD, whatever the status.</summary>
    public async Task<ProbeAnswer?> HeadAsync(string path, string host, CancellationToken cancellationToken) =>
        (await ExchangeAsync(WireText.ToBytes($"HEAD {route.AbsolutePrefix}{path} HTTP/1.1\r\nHost: {host}\r\n\r\n"), default, isHead: true, cancellationToken).ConfigureAwait(false)).Answer;

    private Task<(ProbeAnswer? Answer, string? Problem)> AskAsync(ProbeRequest request, CancellationToken cancellationToken) =>
        ExchangeAsync(request.ToBytes(route.AbsolutePrefix), request.Body, isHead: false, cancellationToken);

    private async Task<(ProbeAnswer? Answer, string? Problem)> ExchangeAsync(byte[] head, ReadOnlyMemory<byte> body, bool isHead, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var alarm = time.CreateTimer(_ => patience.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            var stream = await route.DialAsync(patience.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(route.Addressed(head), patience.Token).ConfigureAwait(false);
                await stream.WriteAsync(body, patience.Token).ConfigureAwait(false);
                await stream.FlushAsync(patience.Token).ConfigureAwait(false);
                return (await ReadAsync(stream, isHead, patience.Token).ConfigureAwait(false), null);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"no answer came within {Patience.TotalSeconds:0} seconds");
        }
        catch (Exception problem) when (problem is IOException or AuthenticationException or FormatException)
        {
            return (null, problem.Message.TrimEnd('.'));
        }
    }

    private static async Task<ProbeAnswer> ReadAsync(Stream stream, bool isHead, CancellationToken cancellationToken)
    {
        var reader = new AnswerReader(stream);
        MessageHead head;
        do
        {
            head = await reader.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        }
        while (head.Status is >= 100 and < 200 and not 101);
        var body = isHead || head.Status == 101 ? [] : await reader.ReadBodyAsync(head, cancellationToken).ConfigureAwait(false);
        return new ProbeAnswer(
            head.StartLine.Split(' ')[0], head.Status ?? 0, [.. head.Lines.Select(line => line.ToField())], await DecodeAsync(body, head.Value("content-encoding"), cancellationToken).ConfigureAwait(false));
    }

    // A proxy may compress an answer to a probe that says it takes that; what cannot be decoded is left as it is.
    private static async Task<byte[]> DecodeAsync(byte[] body, string? coding, CancellationToken cancellationToken)
    {
        using var coded = new MemoryStream(body);
        using Stream? decoder = coding?.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(coded, CompressionMode.Decompress),
            "deflate" => new ZLibStream(coded, CompressionMode.Decompress),
            "br" => new BrotliStream(coded, CompressionMode.Decompress),
            _ => null,
        };
        if (decoder is null)
        {
            return body;
        }

        try
        {
            // Bounded: a document that says more than this is none of S3's.
            var decoded = new byte[MostDecoded];
            return decoded[..await decoder.ReadAtLeastAsync(decoded, decoded.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)];
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException)
        {
            return body;
        }
    }
}
