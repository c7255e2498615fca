using System.Security.Cryptography;
using Sealane.Signing.Requests;

namespace Sealane.Sending;

/// <summary>Adds the MD5 that S3 wants beside a customer's key (SSE-C), which is a function of the key.</summary>
internal static class CustomerKeys
{
    private static readonly (string Key, string Digest)[] Names =
    [
        ("x-amz-server-side-encryption-customer-key", "x-amz-server-side-encryption-customer-key-MD5"),
        ("x-amz-copy-source-server-side-encryption-customer-key", "x-amz-copy-source-server-side-encryption-customer-key-MD5"),
    ];

    public static void Complete(List<HeaderField> headers)
    {
        Span<byte> bytes = stackalloc byte[32];
        foreach (var (name, digest) in Names)
        {
            if (ValueOf(headers, name) is { } key && ValueOf(headers, digest) is null && Convert.TryFromBase64String(key, bytes, out var length))
            {
                headers.Add(new HeaderField(digest, Convert.ToBase64String(MD5.HashData(bytes[..length]))));
            }
        }
    }

    private static string? ValueOf(List<HeaderField> headers, string name)
    {
        foreach (var field in headers)
        {
            if (field.Is(name))
            {
                return field.Value;
            }
        }

        return null;
    }
}
