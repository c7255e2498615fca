using System.Globalization;
using System.Threading.Channels;
using Sealane.Diagnostics;

namespace Sealane.Transfers;

/// <summary>
/// A source of unknown length on its way into parts of exactly one size: one side fills them in order, the other sends them. One part waits
/// between the two; who is faster waits.
/// </summary>
/// <remarks>
/// <code>
///   Room, Advance, Room, Advance ... Complete     -&gt;  [part]  -&gt;     Next, Next ... null
/// </code>
/// A first part that is full is held until it is known whether anything follows: what has exactly one part goes in one request.
/// </remarks>
internal sealed class GatheredParts : IPartFeed, IDisposable
{
    private readonly Channel<OutgoingPart> _ready = Channel.CreateBounded<OutgoingPart>(1);
    private readonly byte[] _peek = new byte[1];
    private readonly TransferSettings _settings;
    private readonly PartAllowance _allowance;
    private HeldPart? _filling;
    private OutgoingPart? _putBack;
    private int _number = 1;
    private bool _peeking;

    private GatheredParts(TransferSettings settings, long partSize, PartAllowance allowance) =>
        (_settings, PartSize, _allowance) = (settings, partSize, allowance);

    /// <summary>The length of each part but the last.</summary>
    public long PartSize { get; }

    public int? Count => null;

    /// <summary>Waits for the memory of a part.</summary>
    /// <exception cref="S3ConfigurationException">There will never be as much.</exception>
    public static async ValueTask<GatheredParts> BeginAsync(TransferSettings settings, UploadOptions options, CancellationToken cancellationToken)
    {
        var partSize = PartPlan.SizeForUnknown(options.ExpectedLength, settings.PartSize, settings.TempFolder is null ? settings.Memory.Total : null);
        return new GatheredParts(
            settings,
            partSize,
            await PartAllowance.TakeAsync(settings.Memory, partSize, settings.TempFolder is not null, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Where the next bytes go, at least one. Hands on the part before, and waits for the memory of the next one.</summary>
    /// <param name="certain">Whether bytes will come for certain.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="S3ConfigurationException">The source is longer than what the parts can make.</exception>
    public async ValueTask<Memory<byte>> RoomAsync(bool certain, CancellationToken cancellationToken)
    {
        if (_filling is { IsFull: true })
        {
            if (_number == 1 && !certain && !_peeking)
            {
                _peeking = true;
                return _peek;
            }

            await HandOnAsync(isWhole: false, cancellationToken).ConfigureAwait(false);
        }

        _filling ??= await TakeAsync(cancellationToken).ConfigureAwait(false);
        if (_peeking)
        {
            _peeking = false;
            _peek.CopyTo(_filling.Room);
            _filling.Advance(1);
        }

        return _filling.Room;
    }

    /// <summary>So many bytes have been put into the room.</summary>
    public void Advance(int bytes)
    {
        if (!_peeking)
        {
            _filling!.Advance(bytes);
        }
    }

    /// <summary>The source has ended.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        _peeking = false;
        if (_number == 1)
        {
            _filling ??= await TakeAsync(cancellationToken).ConfigureAwait(false);
            await HandOnAsync(isWhole: true, cancellationToken).ConfigureAwait(false);
        }
        else if (_filling is { Length: > 0 })
        {
            await HandOnAsync(isWhole: false, cancellationToken).ConfigureAwait(false);
        }

        _ready.Writer.TryComplete();
    }

    /// <summary>The source has failed: what takes the parts gets that.</summary>
    public void Fail(Exception fault) => _ready.Writer.TryComplete(fault);

    /// <summary>Ends the filling side: what it has not handed on is given back.</summary>
    public void StopFilling()
    {
        _ready.Writer.TryComplete();
        _filling?.Dispose();
        _filling = null;
    }

    /// <summary>The only part, when the source has no more; null, and it comes again as the first of many, when it has.</summary>
    public async ValueTask<OutgoingPart?> WholeAsync(CancellationToken cancellationToken)
    {
        var first = await NextAsync(cancellationToken).ConfigureAwait(false);
        if (first is { IsWhole: true })
        {
            return first;
        }

        _putBack = first;
        return null;
    }

    public async ValueTask<OutgoingPart?> NextAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _putBack, null) is { } first)
        {
            return first;
        }

        while (await _ready.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_ready.Reader.TryRead(out var part))
            {
                return part;
            }
        }

        return null;
    }

    public void Check()
    {
    }

    /// <summary>Ends the sending side: what it has not sent is given back.</summary>
    public void Dispose()
    {
        _ready.Writer.TryComplete();
        Interlocked.Exchange(ref _putBack, null)?.Dispose();
        while (_ready.Reader.TryRead(out var part))
        {
            part.Dispose();
        }

        _allowance.Dispose();
    }

    private async ValueTask HandOnAsync(bool isWhole, CancellationToken cancellationToken)
    {
        var part = _filling!;
        part.Seal();
        await _ready.Writer.WriteAsync(new OutgoingPart(_number, part.Length, part.Range(0, part.Length), part) { IsWhole = isWhole }, cancellationToken).ConfigureAwait(false);
        _filling = null;
        _number++;
    }

    private async ValueTask<HeldPart> TakeAsync(CancellationToken cancellationToken)
    {
        if (_number > PartPlan.MaxParts)
        {
            throw new S3ConfigurationException($"The source is longer than {PartPlan.Reach(PartSize)} bytes, which is what {PartPlan.MaxParts} parts of {PartSize} bytes can hold. "
                + "Set a larger PartSize, or say what length is to be expected with ExpectedLength.");
        }

        if (!_allowance.TryTakePart())
        {
            if (_settings.TempFolder is { } folder)
            {
                return HeldPart.InFile(PartSize, _settings.Memory.Blocks, folder, TemporaryName(), static _ => { });
            }

            await _allowance.WaitForPartAsync(cancellationToken).ConfigureAwait(false);
        }

        return HeldPart.InMemory(PartSize, _settings.Memory.Blocks, _ => _allowance.ReturnPart());
    }

    private string TemporaryName()
    {
        lock (_settings.Random)
        {
            return string.Create(CultureInfo.InvariantCulture, $".sealane.{_settings.Random.NextInt64():x16}.part");
        }
    }
}
