using System.Text;
using Sealane.Credentials;
using Sealane.Lab;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Transfers;
using Sealane.Transport;

namespace Sealane.Tests.Client;

/// <summary>A folder, bytes of four parts, and clients of a lab or of a script that upload them.</summary>
public abstract class UploadGround : IDisposable
{
    private protected const string Bucket = "uploads";
    private protected const int PartSize = 5 * 1024 * 1024;

    private protected static readonly byte[] Large = Bytes((3 * PartSize) + 12_345);

    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("sealane-uploads-");

    /// <summary>What the clients had to say.</summary>
    private protected List<string> Notices { get; } = [];

    public void Dispose()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static Reply Created => Reply.Ok("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");

    private protected static Reply Part(string etag) => Reply.Ok("", ("ETag", $"\"{etag}\""));

    private protected static Reply Completed() => Reply.Ok("<CompleteMultipartUploadResult><ETag>\"whole-2\"</ETag></CompleteMultipartUploadResult>");

    private protected static string[] Heads(S3Lab lab) => [.. lab.Voyages.Select(voyage => Encoding.Latin1.GetString(voyage.Hops[0].Before))];

    private protected static string[] Puts(S3Lab lab) => [.. Heads(lab).Where(head => head.StartsWith("PUT ", StringComparison.Ordinal))];

    private protected static string Value(string head, string name) =>
        head.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    private protected static async Task<byte[]> ReadAsync(S3Client client, string key)
    {
        await using var got = await client.GetObjectAsync(Bucket, key);
        var bytes = new MemoryStream();
        await got.Body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private protected void Hear(string notice)
    {
        lock (Notices)
        {
            Notices.Add(notice);
        }
    }

    private protected async Task<string> WriteAsync(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder.FullName, name);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private protected static S3Client Client(S3Lab lab, Func<S3ClientOptions, S3ClientOptions>? with = null)
    {
        var options = new S3ClientOptions
        {
            Region = "us-east-1",
            EndpointUrl = lab.Endpoint,
            Credentials = new GivenCredentials(lab.Credentials),
            Proxy = ProxyRules.None,
            PartSize = PartSize,
            MultipartThreshold = PartSize,
        };
        return new S3Client(with?.Invoke(options) ?? options);
    }

    // Parts of ten bytes, one at a time, without checksums.
    private protected S3Client Scripted(ScriptedServer server, Func<S3ClientOptions, S3ClientOptions>? with = null)
    {
        var options = server.Options with
        {
            PartSize = 10,
            MultipartThreshold = 10,
            Concurrency = 1,
            MaxAttempts = 1,
            RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired,
            Notice = Hear,
        };
        return new S3Client(with?.Invoke(options) ?? options);
    }

    /// <summary>A clock that every look at it moves by as much as lies between two reports of progress.</summary>
    private protected sealed class HastyClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, 100);
    }

    private protected sealed class Reports(Action<TransferProgress>? then = null) : IProgress<TransferProgress>
    {
        public Reports(Action then)
            : this(_ => then())
        {
        }

        public TransferProgress Last { get; private set; }

        public void Report(TransferProgress value)
        {
            Last = value;
            then?.Invoke(value);
        }
    }
}
