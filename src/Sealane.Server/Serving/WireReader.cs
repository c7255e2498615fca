using System.Buffers;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Wire;
using Sealane.Server.Addressing;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Server.Serving;

/// <summary>Turns a head and its document into the request that an operation reads.</summary>
internal static class WireReader
{
    // The largest document is CompleteMultipartUpload's: 10,000 parts with checksums, about 2 MB.
    private const int LargestDocument = 4 * 1024 * 1024;

    /// <summary>The query, decoded, without the parameters of a presigned signature.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Query(RequestHead head)
    {
        var parameters = new List<KeyValuePair<string, string?>>();

        foreach (Range range in head.Query.Split('&'))
        {
            ReadOnlySpan<char> pair = head.Query[range];
            int equals = pair.IndexOf('=');
            string name = PercentEncoding.DecodeText(equals < 0 ? pair : pair[..equals], plusIsBlank: true);

            if (name.Length > 0 && !name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
            {
                parameters.Add(new(name, equals < 0 ? null : PercentEncoding.DecodeText(pair[(equals + 1)..], plusIsBlank: true)));
            }
        }

        return parameters;
    }

    /// <summary>The head with the headers that a presigned request carries in its query (SDKs hoist <c>x-amz-</c> headers there).</summary>
    public static RequestHead WithHoisted(RequestHead head)
    {
        foreach (Range range in head.Query.Split('&'))
        {
            ReadOnlySpan<char> pair = head.Query[range];
            int equals = pair.IndexOf('=');
            string name = PercentEncoding.DecodeText(equals < 0 ? pair : pair[..equals]);

            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !IsSignature(name) && !head.Has(name))
            {
                head = head.Adding(name, WireText.FromBytes(Decoded(equals < 0 ? [] : pair[(equals + 1)..])));
            }
        }

        return head;
    }

    /// <summary>The request of an operation, its document read and verified.</summary>
    public static async Task<WireRequest> ReadAsync(
        IOperation operation, Address address, RequestHead head, Payload payload, CancellationToken cancellationToken)
    {
        var wire = new WireRequest { Method = head.Method, Bucket = address.Bucket, Key = address.Key };
        wire.Query.AddRange(Query(head));
        wire.Headers.AddRange(head.Fields);

        if (operation.StreamsRequestBody)
        {
            return wire;
        }

        if (payload.Plan.IsChunked)
        {
            throw new RefusedException(PayloadRefusals.StreamingNotHere);
        }

        if (operation.RequestChecksum == RequestChecksum.Required && payload.Plan is { ContentMd5: null, Declared: null })
        {
            throw new RefusedException(PayloadRefusals.NoChecksum);
        }

        if (payload.Plan.Length > LargestDocument)
        {
            throw new RefusedException(new(RequestErrors.MaxMessageLengthExceeded));
        }

        var document = new ArrayBufferWriter<byte>();
        await payload.CopyAsync(
            (bytes, _) =>
            {
                document.Write(bytes.Span);
                return ValueTask.CompletedTask;
            },
            Array.Empty<ChecksumAlgorithm>(),
            cancellationToken).ConfigureAwait(false);
        wire.Document = document.WrittenMemory;
        return wire;
    }

    private static byte[] Decoded(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[text.Length];
        return bytes[..PercentEncoding.Decode(text, bytes)];
    }

    private static bool IsSignature(string name) => name is SignatureParameter.Algorithm or SignatureParameter.Credential
        or SignatureParameter.Date or SignatureParameter.Expires or SignatureParameter.SignedHeaders or SignatureParameter.Signature
        or SignatureParameter.SecurityToken;
}
