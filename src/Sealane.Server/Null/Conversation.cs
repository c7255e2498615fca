using System.Buffers;
using System.Text;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Server.Addressing;
using Sealane.Server.Refusals;

namespace Sealane.Server.Null;

/// <summary>One connection, from its first request to its last.</summary>
internal sealed class Conversation
{
    private static readonly string[] Domains = ["localhost"];

    private readonly NullServerOptions _options;
    private readonly Input _input;
    private readonly Output _output;
    private readonly IncomingBody _body;
    private readonly Answers _answers;
    private readonly ChecksumHasher? _hasher;

    public Conversation(IWire wire, NullServerOptions options)
    {
        _options = options;
        _input = new(wire);
        _output = new(wire, options.Time);
        _body = new(_input);
        _answers = new(_output);
        _hasher = options.OnBody is null ? null : new(ChecksumAlgorithm.Crc64Nvme);
    }

    /// <summary>Answers requests until the client or a broken one ends the connection.</summary>
    public void Run(Action answered)
    {
        while (true)
        {
            ReadOnlySpan<byte> bytes = _input.ReadHead();

            if (bytes.IsEmpty)
            {
                return;
            }

            // The input's memory is used again for what follows, and the answer depends on the head.
            byte[] kept = ArrayPool<byte>.Shared.Rent(bytes.Length);

            try
            {
                bytes.CopyTo(kept);
                Head head = Head.Parse(kept.AsSpan(0, bytes.Length));
                Answer(head);
                answered();

                if (head.Closes)
                {
                    return;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(kept);
            }
        }
    }

    private void Answer(Head head)
    {
        // 1. The body, whatever it is: nothing here depends on seeing the answer first.
        if (!head.Value("expect"u8).IsEmpty)
        {
            _output.Continue();
        }

        _body.Begin(head);
        Address? address = Address.Read(Encoding.Latin1.GetString(head.Value("host"u8)), Encoding.Latin1.GetString(head.Path), Domains);

        try
        {
            // 2. Who is meant.
            switch (address)
            {
                case { Bucket: { } bucket, Key: { } key }:
                    OfObject(head, bucket, key);
                    break;
                case { Bucket: { } bucket }:
                    OfBucket(head, bucket);
                    break;
                default:
                    _body.ReadDocument();
                    _answers.Buckets();
                    break;
            }
        }
        catch (RefusedException refused)
        {
            Refuse(head, refused.Refusal);
        }
    }

    private void OfObject(Head head, string bucket, string key)
    {
        bool isPart = head.Asks("partNumber"u8);

        if (head.Method.SequenceEqual("PUT"u8))
        {
            Receive(head);

            if (head.Value("x-amz-copy-source"u8).IsEmpty)
            {
                _answers.Stored(head, _body.Trailers, isPart);
            }
            else
            {
                _answers.Copied(isPart);
            }

            return;
        }

        _body.ReadDocument();

        if (head.Method.SequenceEqual("GET"u8) && !IsSubResource(head))
        {
            InventedObject.Answer(_output, head, LengthOf(key), withBody: true);
        }
        else if (head.Method.SequenceEqual("HEAD"u8))
        {
            InventedObject.Answer(_output, head, LengthOf(key), withBody: false);
        }
        else if (head.Method.SequenceEqual("DELETE"u8))
        {
            _answers.Gone();
        }
        else if (head.Method.SequenceEqual("GET"u8) && head.Asks("uploadId"u8))
        {
            // Whoever wants to go on with an upload learns the truth: nothing of it is here.
            throw new RefusedException(new Refusal(ObjectErrors.NoSuchUpload));
        }
        else if (head.Method.SequenceEqual("POST"u8) && head.Asks("uploads"u8))
        {
            _answers.UploadBegun(head, bucket, key);
        }
        else if (head.Method.SequenceEqual("POST"u8) && head.Asks("uploadId"u8))
        {
            _answers.UploadCompleted(head, bucket, key);
        }
        else
        {
            throw new RefusedException(new Refusal(RequestErrors.NotImplemented));
        }
    }

    private void OfBucket(Head head, string bucket)
    {
        byte[] document = _body.ReadDocument();

        if (head.Method.SequenceEqual("GET"u8) && head.Asks("location"u8))
        {
            _answers.Location();
        }
        else if (head.Method.SequenceEqual("GET"u8) && head.Asks("uploads"u8))
        {
            _answers.Uploads(bucket);
        }
        else if (head.Method.SequenceEqual("GET"u8) && !IsSubResource(head))
        {
            _answers.Listing(head, bucket);
        }
        else if (head.Method.SequenceEqual("POST"u8) && head.Asks("delete"u8))
        {
            _answers.Deleted(document);
        }
        else if (head.Method.SequenceEqual("HEAD"u8) || (head.Method.SequenceEqual("PUT"u8) && !IsSubResource(head)))
        {
            _answers.Bucket(bucket, isNew: head.Method.SequenceEqual("PUT"u8));
        }
        else if (head.Method.SequenceEqual("DELETE"u8))
        {
            _answers.Gone();
        }
        else
        {
            throw new RefusedException(new Refusal(RequestErrors.NotImplemented));
        }
    }

    private static bool IsSubResource(Head head) =>
        head.Asks("acl"u8) || head.Asks("tagging"u8) || head.Asks("attributes"u8) || head.Asks("versioning"u8) || head.Asks("versions"u8)
        || head.Asks("policy"u8) || head.Asks("accelerate"u8) || head.Asks("uploadId"u8) || head.Asks("lifecycle"u8) || head.Asks("cors"u8);

    private void Receive(Head head)
    {
        long length = _body.Drop(head.Number("x-amz-decoded-content-length"u8), _hasher);

        if (_hasher is not null)
        {
            _options.OnBody!(new(Encoding.Latin1.GetString(head.Target), length, _hasher.Current()));
            _hasher.Reset();
        }
    }

    private static long LengthOf(string key) => InventedName.LengthOf(Encoding.UTF8.GetBytes(key))
        ?? throw new RefusedException(new Refusal(
            ObjectErrors.NoSuchKey, "This endpoint keeps nothing. It has objects whose keys begin with their length, such as 4KiB-1 or 1GiB.")
            .With("Key", key));

    private void Refuse(Head head, Refusal refusal)
    {
        var document = new ArrayBufferWriter<byte>();
        refusal.Document(Encoding.Latin1.GetString(head.Path), "NULL000000000000", "bnVsbA==").Write(document);
        _output.Begin(Encoding.ASCII.GetBytes($"{refusal.Row.Status} Refused"));
        _output.Field("Content-Type"u8, "application/xml"u8);

        if (head.Method.SequenceEqual("HEAD"u8))
        {
            _output.End();
        }
        else
        {
            _output.End(document.WrittenSpan);
        }
    }
}
