using System.Security.Cryptography;
using Sealane.Protocol.Checksums;

namespace Sealane.Bench.Transfers;

/// <summary>Files to send and what the bytes of a transfer are compared by.</summary>
internal static class Content
{
    private const int Piece = 1 << 20;

    /// <summary>A file of random but repeatable bytes, made once.</summary>
    public static string File(string path, long length, int seed = 1)
    {
        if (System.IO.File.Exists(path) && new FileInfo(path).Length == length)
        {
            return path;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var random = new Random(seed);
        var bytes = new byte[Math.Min(Piece, length)];
        using var file = System.IO.File.Create(path);
        for (var left = length; left > 0; left -= Piece)
        {
            random.NextBytes(bytes);
            file.Write(bytes, 0, (int)Math.Min(left, bytes.Length));
        }

        return path;
    }

    public static string Sha256(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    public static Checksum Crc(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        using var hasher = new ChecksumHasher(ChecksumAlgorithm.Crc64Nvme);
        var bytes = new byte[Piece];
        for (int count; (count = file.Read(bytes)) > 0;)
        {
            hasher.Append(bytes.AsSpan(0, count));
        }

        return hasher.Current();
    }
}
