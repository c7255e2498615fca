using System.Security.Cryptography;
using Sealane.Protocol.Checksums;
using Sealane.Server.Refusals;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;

namespace Sealane.Server.Payloads;

/// <summary>Everything that is computed over a body while it passes, and compared at its end. For one body.</summary>
internal sealed class PayloadHashing : IDisposable
{
    private readonly PayloadPlan _plan;
    private readonly IncrementalHash? _md5;
    private readonly IncrementalHash? _sha256;
    private readonly ChecksumHasher[] _checksums;

    /// <param name="plan">What is to be compared.</param>
    /// <param name="wanted">What is to be computed besides; the algorithm that the client gave always is.</param>
    /// <param name="wantsMd5">Whether the MD5 is to be computed although the client gave none.</param>
    public PayloadHashing(PayloadPlan plan, IEnumerable<ChecksumAlgorithm> wanted, bool wantsMd5)
    {
        _plan = plan;
        _md5 = wantsMd5 || plan.ContentMd5 is not null ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;
        _sha256 = PayloadHash.IsSha256(plan.Word) ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        ChecksumAlgorithm[] given = plan.GivenAlgorithm is { } algorithm ? [algorithm] : [];
        _checksums = [.. given.Union(wanted).Select(wantedAlgorithm => new ChecksumHasher(wantedAlgorithm))];
    }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        _md5?.AppendData(bytes);
        _sha256?.AppendData(bytes);

        foreach (ChecksumHasher checksum in _checksums)
        {
            checksum.Append(bytes);
        }
    }

    /// <summary>Compares everything that was promised with what came.</summary>
    /// <param name="trailers">The trailers that came.</param>
    /// <exception cref="RefusedException">Something differs.</exception>
    public PayloadDigest Verify(IReadOnlyList<HeaderField> trailers)
    {
        byte[] md5 = _md5?.GetCurrentHash() ?? [];
        Checksum[] computed = [.. _checksums.Select(checksum => checksum.Current())];

        if (_sha256 is not null && Convert.ToHexStringLower(_sha256.GetCurrentHash()) is var sha256 && sha256 != _plan.Word)
        {
            throw new RefusedException(PayloadRefusals.WrongSha256(_plan.Word, sha256));
        }

        if (_plan.ContentMd5 is { } expected && !expected.AsSpan().SequenceEqual(md5))
        {
            throw new RefusedException(PayloadRefusals.WrongContentMd5(expected, md5));
        }

        if ((_plan.Declared ?? Trailing(trailers)) is { } given && !computed.Contains(given))
        {
            throw new RefusedException(PayloadRefusals.WrongChecksum(ChecksumTable.Of(given.Algorithm)));
        }

        return new(Length, Convert.ToHexStringLower(md5), computed);
    }

    public void Dispose()
    {
        _md5?.Dispose();
        _sha256?.Dispose();

        foreach (ChecksumHasher checksum in _checksums)
        {
            checksum.Dispose();
        }
    }

    private Checksum? Trailing(IReadOnlyList<HeaderField> trailers)
    {
        if (_plan.Trailing is not { } row)
        {
            return null;
        }

        string value = trailers.First(field => field.Is(row.HeaderName)).Value;
        return Checksum.TryParse(row.Algorithm, value, out Checksum checksum)
            ? checksum
            : throw new RefusedException(PayloadRefusals.BadTrailerValue(row));
    }
}

/// <summary>What a verified body came to.</summary>
/// <param name="Length">Bytes without frames.</param>
/// <param name="Md5">MD5 in hexadecimal: the entity tag of an object that came in one request; empty where it was not wanted.</param>
/// <param name="Checksums">The checksums that were computed; the client's own first.</param>
internal sealed record PayloadDigest(long Length, string Md5, IReadOnlyList<Checksum> Checksums)
{
    /// <summary>The checksum of an algorithm that was asked for.</summary>
    public Checksum Of(ChecksumAlgorithm algorithm) => Checksums.First(checksum => checksum.Algorithm == algorithm);
}
