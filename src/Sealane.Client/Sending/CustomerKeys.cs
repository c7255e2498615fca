using System.Security.Cryptography;
using Sealane.Signing.Requests;

namespace Sealane.Sending;

/// <summary>Adds the MD5 that S3 wants beside a customer's key (SSE-C), which is a function of the key.</summary>
internal static class CustomerKeys
{
    private static readonly string[] Names =
    [
        "x-amz-server-side-encryption-customer-key",
        "x-amz-copy-source-server-side-encryption-customer-key",
    ];

    public static void Complete(List<HeaderField> headers)
    {
        foreach (var name in Names)
        {
            var key = headers.Find(field => field.Is(name)).Value;
            var digest = $"{name}-MD5";
            var bytes = new byte[32];
            if (key is not null && !headers.Exists(field => field.Is(digest)) && Convert.TryFromBase64String(key, bytes, out var length))
            {
                headers.Add(new HeaderField(digest, Convert.ToBase64String(MD5.HashData(bytes.AsSpan(0, length)))));
            }
        }
    }
}
