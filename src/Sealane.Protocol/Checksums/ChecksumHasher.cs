using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Sealane.Protocol.Checksums;

/// <summary>
/// Computes a checksum piece by piece; appending allocates nothing. One thread at a time; reusable after <see cref="Reset"/>.
/// </summary>
public sealed class ChecksumHasher : IDisposable
{
    private readonly NonCryptographicHashAlgorithm? _plain;
    private readonly IncrementalHash? _cryptographic;

    /// <summary>A hasher that has seen nothing yet.</summary>
    public ChecksumHasher(ChecksumAlgorithm algorithm)
    {
        Algorithm = algorithm;
        switch (algorithm)
        {
            case ChecksumAlgorithm.Crc32:
                _plain = new Crc32();
                break;
            case ChecksumAlgorithm.Crc32C:
                _plain = new Crc32(Crc32ParameterSet.Crc32C);
                break;
            case ChecksumAlgorithm.Crc64Nvme:
                _plain = new Crc64(Crc64ParameterSet.Nvme);
                break;
            case ChecksumAlgorithm.XxHash64:
                _plain = new XxHash64();
                break;
            case ChecksumAlgorithm.XxHash3:
                _plain = new XxHash3();
                break;
            case ChecksumAlgorithm.XxHash128:
                _plain = new XxHash128();
                break;
            case ChecksumAlgorithm.Sha1:
                _cryptographic = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
                break;
            case ChecksumAlgorithm.Sha256:
                _cryptographic = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                break;
            case ChecksumAlgorithm.Sha512:
                _cryptographic = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
                break;
            case ChecksumAlgorithm.Md5:
                _cryptographic = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(algorithm));
        }
    }

    /// <value>The algorithm.</value>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>The checksum of one piece.</summary>
    public static Checksum Of(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> data)
    {
        using var hasher = new ChecksumHasher(algorithm);
        hasher.Append(data);
        return hasher.Current();
    }

    /// <summary>Adds a piece.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        if (_plain is not null)
        {
            _plain.Append(data);
        }
        else
        {
            _cryptographic!.AppendData(data);
        }
    }

    /// <summary>The checksum of all pieces so far; more may follow.</summary>
    public Checksum Current()
    {
        Span<byte> bytes = stackalloc byte[64];
        return new Checksum(Algorithm, bytes[..Write(bytes)]);
    }

    /// <summary>Forgets all pieces.</summary>
    public void Reset()
    {
        _plain?.Reset();
        _cryptographic?.GetHashAndReset();
    }

    /// <inheritdoc/>
    public void Dispose() => _cryptographic?.Dispose();

    // S3 has the integer's highest byte first. The CRC types' own GetCurrentHash would write the lowest first, so the integer is asked for.
    private int Write(Span<byte> bytes)
    {
        switch (_plain)
        {
            case Crc32 crc:
                BinaryPrimitives.WriteUInt32BigEndian(bytes, crc.GetCurrentHashAsUInt32());
                return sizeof(uint);
            case Crc64 crc:
                BinaryPrimitives.WriteUInt64BigEndian(bytes, crc.GetCurrentHashAsUInt64());
                return sizeof(ulong);
            case XxHash64 hash:
                BinaryPrimitives.WriteUInt64BigEndian(bytes, hash.GetCurrentHashAsUInt64());
                return sizeof(ulong);
            case XxHash3 hash:
                BinaryPrimitives.WriteUInt64BigEndian(bytes, hash.GetCurrentHashAsUInt64());
                return sizeof(ulong);
            case XxHash128 hash:
                BinaryPrimitives.WriteUInt128BigEndian(bytes, hash.GetCurrentHashAsUInt128());
                return 16;
            default:
                return _cryptographic!.GetCurrentHash(bytes);
        }
    }
}
