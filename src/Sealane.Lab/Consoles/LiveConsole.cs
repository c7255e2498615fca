using System.Net;
using System.Threading.Channels;
using Sealane.Doctor;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Lab.Consoles;

/// <summary>The page on which requests appear as they come, each with its way and its findings. On this machine alone. Thread-safe.</summary>
/// <remarks>What it is given waits in a queue and is examined on a thread of its own: whoever serves the requests never waits for those who look.</remarks>
public sealed class LiveConsole : IAsyncDisposable
{
    private readonly Channel<Voyage> _arrived;
    private readonly DiagnosisLog _log;
    private readonly LiveConsoleOptions _options;
    private readonly Task _examining;
    private ConsoleSite? _site;

    /// <summary>A console that takes requests at once, and that nobody can look at before <see cref="StartAsync"/>.</summary>
    public LiveConsole(LiveConsoleOptions? options = null)
    {
        _options = options ?? new LiveConsoleOptions();
        _log = new DiagnosisLog(_options.MostRequests, _options.Time.GetUtcNow());
        _arrived = Channel.CreateBounded<Voyage>(
            new BoundedChannelOptions(_options.MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => _log.Miss());
        _examining = ExamineAsync();
    }

    /// <summary>Takes a request. Never blocks, and examines later: give it to <see cref="LabOptions.OnVoyage"/>.</summary>
    public void Publish(Voyage voyage) => _arrived.Writer.TryWrite(voyage);

    /// <summary>Starts to listen.</summary>
    /// <param name="listen">Where; loopback only. Port 0 for any that is free.</param>
    /// <param name="hints">What the page says while nothing has come yet: lines for a shell.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The address for a browser.</returns>
    /// <exception cref="ArgumentException">The address is not loopback.</exception>
    /// <exception cref="IOException">The port is in use; the message says what to do.</exception>
    public async Task<Uri> StartAsync(IPEndPoint listen, IReadOnlyList<string> hints, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listen);
        if (!IPAddress.IsLoopback(listen.Address))
        {
            throw new ArgumentException($"The console listens on loopback only, not on {listen.Address}: it shows what clients send.", nameof(listen));
        }

        _site = await ConsoleSite.StartAsync(listen, _log, hints, cancellationToken).ConfigureAwait(false);
        return _site.Uri;
    }

    /// <summary>Ends the streams of those who look, and forgets what was kept.</summary>
    public async ValueTask DisposeAsync()
    {
        _arrived.Writer.TryComplete();
        if (_site is not null)
        {
            await _site.DisposeAsync().ConfigureAwait(false);
        }

        await _examining.ConfigureAwait(false);
    }

    private async Task ExamineAsync()
    {
        var doctor = new SignatureDoctor(new SigningKeyCache());
        await foreach (var voyage in _arrived.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            _log.Add(doctor.Examine(voyage, SecretOf));
        }
    }

    private string? SecretOf(string accessKeyId) =>
        accessKeyId == _options.Credentials.AccessKeyId ? _options.Credentials.SecretAccessKey : null;
}
