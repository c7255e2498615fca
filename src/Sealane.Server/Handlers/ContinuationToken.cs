using System.Buffers.Text;
using System.Text;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;

namespace Sealane.Server.Handlers;

/// <summary>Where a listing goes on: opaque to the client, safe in a query as it stands, and refused when it is not one of ours.</summary>
// base64url( crc32(name) name )
internal static class ContinuationToken
{
    private const int CheckLength = 4;

    public static string Write(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        return Base64Url.EncodeToString([.. Check(text), .. text]);
    }

    /// <exception cref="RefusedException">It was not made here.</exception>
    public static string Read(string token)
    {
        if (Base64Url.IsValid(token))
        {
            byte[] bytes = Base64Url.DecodeFromChars(token);

            if (bytes.Length > CheckLength && Check(bytes.AsSpan(CheckLength)).SequenceEqual(bytes.AsSpan(0, CheckLength)))
            {
                return Encoding.UTF8.GetString(bytes, CheckLength, bytes.Length - CheckLength);
            }
        }

        throw new RefusedException(new Refusal(RequestErrors.InvalidArgument, "The continuation token provided is incorrect")
            .With("ArgumentName", "continuation-token"));
    }

    private static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> text) => ChecksumHasher.Of(ChecksumAlgorithm.Crc32, text).Bytes;
}
