using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;

namespace Sealane.Transfers;

/// <summary>Proves bytes that pass in order: over all of them, or over the object's parts. One thread at a time.</summary>
/// <param name="name">What it is, for messages.</param>
/// <param name="facts">What S3 says of the object.</param>
/// <param name="parts">The lengths of its parts, where its checksum is over those; null: not known, or not needed.</param>
internal sealed class OrderedProof(string name, ObjectFacts facts, IReadOnlyList<long>? parts) : IDisposable
{
    private readonly ChecksumHasher? _hasher = facts.Whole is { } whole ? new ChecksumHasher(whole.Algorithm)
        : parts is not null ? new ChecksumHasher(facts.Composite!.Value.Digest.Algorithm)
        : null;

    private readonly List<Checksum> _sums = [];
    private long _left = parts is null ? long.MaxValue : parts[0];

    /// <summary>Adds the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (_hasher is not null && !bytes.IsEmpty)
        {
            var taken = (int)Math.Min(bytes.Length, _left);
            _hasher.Append(bytes[..taken]);
            bytes = bytes[taken..];
            _left -= taken;
            if (_left == 0)
            {
                _sums.Add(_hasher.Current());
                _hasher.Reset();
                _left = _sums.Count < parts!.Count ? parts[_sums.Count] : long.MaxValue;
            }
        }
    }

    /// <summary>Compares, after the last byte.</summary>
    /// <exception cref="ChecksumMismatchException">They are other bytes.</exception>
    public void Finish()
    {
        if (facts.Whole is { } whole && _hasher!.Current() is var computed && computed != whole)
        {
            throw new ChecksumMismatchException($"The download of {name}", whole.Algorithm, computed.ToBase64(), whole.ToBase64());
        }

        if (parts is not null && facts.Composite is { } composite && ChecksumCombination.Composite(_sums) is var over && over != composite)
        {
            throw new ChecksumMismatchException($"The download of {name}", composite.Digest.Algorithm, over.ToString(), composite.ToString());
        }
    }

    public void Dispose() => _hasher?.Dispose();
}
