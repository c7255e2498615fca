using System.Security.Cryptography;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>Bytes to send and what they are compared by.</summary>
internal static class Content
{
    /// <summary>Random but repeatable bytes.</summary>
    public static byte[] Of(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static async Task<string> HashAsync(Stream stream) => Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));

    public static async Task<string> HashOfFileAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await HashAsync(file);
    }
}
