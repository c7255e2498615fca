using Sealane.Diagnostics;
using Sealane.EndToEnd.Running;
using Sealane.Protocol.Objects;

namespace Sealane.EndToEnd.Faults;

/// <summary>One object moved by a verb through a way: what was there before, what is there after, and what was said if it failed.</summary>
internal sealed class Trip : IDisposable
{
    private const string Key = "dir/the object";

    private static readonly byte[] Older = "what had the name before"u8.ToArray();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly FaultyWay _way;
    private readonly Verb _verb;
    private readonly byte[] _bytes;
    private readonly ScratchFolder _folder = new();
    private byte[]? _read;

    private Trip(FaultyWay way, Verb verb, byte[] bytes) => (_way, _verb, _bytes) = (way, verb, bytes);

    public static bool IsUpload(Verb verb) => verb is Verb.UploadFile or Verb.UploadStream or Verb.WriteStream;

    /// <summary>Prepares the source and the target, the target with older content under its name.</summary>
    public static async Task<Trip> PrepareAsync(FaultyWay way, Verb verb, int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var trip = new Trip(way, verb, bytes);
        await using var direct = way.Direct();
        await direct.PutObjectAsync(FaultyWay.Bucket, Key, IsUpload(verb) ? Older : bytes);
        await File.WriteAllBytesAsync(trip._folder.File("file"), IsUpload(verb) ? bytes : Older);
        return trip;
    }

    /// <summary>Goes, and gives the failure or null.</summary>
    public async Task<Exception?> GoAsync(S3Client client)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await MoveAsync(client, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"{_verb} had not ended after {Patience}; {Happenings}");
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    /// <summary>Right bytes without a failure; with one, an error that names the object, and nothing of it under the target's name.</summary>
    public async Task CheckAsync(Exception? failure)
    {
        var stored = await _way.StoredAsync(Key);
        var file = await File.ReadAllBytesAsync(_folder.File("file"));
        var target = IsUpload(_verb) ? stored : _verb == Verb.DownloadFile ? file : _read;
        var source = IsUpload(_verb) ? file : stored;
        Assert.True(source.AsSpan().SequenceEqual(_bytes), "the source was changed");
        if (failure is null)
        {
            Assert.True(target.AsSpan().SequenceEqual(_bytes), $"success, and other bytes at the target; {Happenings}");
        }
        else
        {
            Assert.True(failure is S3Exception or S3ConnectionException or ChecksumMismatchException or ObjectChangedException, $"{failure}; {Happenings}");
            Assert.True(failure.Message.Contains(Key, StringComparison.Ordinal), $"the object is not named: {failure.Message}; {Happenings}");
            Assert.True(target is null || target.AsSpan().SequenceEqual(Older) || IsCommitted(target), $"{failure.Message}, and something new at the target; {Happenings}");
        }

        Assert.Equal(["file"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.True(await _way.UnfinishedUploadsAsync() == 0, $"an upload was left unfinished after {failure?.Message ?? "success"}; {Happenings}");
    }

    public string Happenings => _way.Happenings;

    public void Dispose() => _folder.Dispose();

    // An upload whose last answer was lost has happened all the same: whole and right, but nobody could know.
    private bool IsCommitted(byte[]? target) => IsUpload(_verb) && target.AsSpan().SequenceEqual(_bytes);

    private async Task MoveAsync(S3Client client, CancellationToken cancellationToken)
    {
        switch (_verb)
        {
            case Verb.UploadFile:
                await client.UploadFileAsync(FaultyWay.Bucket, Key, _folder.File("file"), cancellationToken: cancellationToken);
                break;

            case Verb.UploadStream:
                await client.UploadStreamAsync(FaultyWay.Bucket, Key, new OneWay(_bytes), cancellationToken: cancellationToken);
                break;

            case Verb.WriteStream:
                await client.WriteObjectAsync(FaultyWay.Bucket, Key, (stream, token) => new MemoryStream(_bytes).CopyToAsync(stream, token), cancellationToken: cancellationToken);
                break;

            case Verb.DownloadFile:
                await client.DownloadFileAsync(FaultyWay.Bucket, Key, _folder.File("file"), cancellationToken: cancellationToken);
                break;

            case Verb.DownloadStream:
                var target = new MemoryStream();
                await client.DownloadStreamAsync(FaultyWay.Bucket, Key, target, cancellationToken: cancellationToken);
                _read = target.ToArray();
                break;

            case Verb.OpenRead:
                await using (var opened = await client.OpenReadAsync(FaultyWay.Bucket, Key, cancellationToken: cancellationToken))
                {
                    var copy = new MemoryStream();
                    await opened.CopyToAsync(copy, cancellationToken);
                    _read = copy.ToArray();
                }

                break;

            case Verb.ReadStream:
                await using (var result = await client.GetObjectAsync(FaultyWay.Bucket, Key, cancellationToken: cancellationToken))
                {
                    var buffer = new MemoryStream();
                    await result.Body.CopyToAsync(buffer, cancellationToken);
                    _read = buffer.ToArray();
                }

                break;
        }
    }

    /// <summary>A stream as a pipe is one: no length, no way back.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    }
}
