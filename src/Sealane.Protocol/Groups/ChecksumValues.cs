using System.Diagnostics.CodeAnalysis;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Groups;

/// <summary>The ten <c>Checksum…</c> members that so many requests and results share: each a base64 text, or absent. Immutable.</summary>
/// <remarks>
/// S3 takes one value a request and mostly gives one back. A composite value ends in <c>-N</c>. Names are S3's:
/// its <c>ChecksumCRC32</c> is <c>Checksums.CRC32</c> here.
/// </remarks>
public sealed class ChecksumValues : IEquatable<ChecksumValues>
{
    private readonly string?[] _values = new string?[ChecksumTable.Rows.Count];

    public ChecksumValues()
    {
    }

    private ChecksumValues(string?[] values) => _values = values;

    /// <summary>No value at all.</summary>
    public static ChecksumValues None { get; } = new();

    public string? CRC32 { get => this[ChecksumAlgorithm.Crc32]; init => this[ChecksumAlgorithm.Crc32] = value; }

    public string? CRC32C { get => this[ChecksumAlgorithm.Crc32C]; init => this[ChecksumAlgorithm.Crc32C] = value; }

    public string? CRC64NVME { get => this[ChecksumAlgorithm.Crc64Nvme]; init => this[ChecksumAlgorithm.Crc64Nvme] = value; }

    public string? SHA1 { get => this[ChecksumAlgorithm.Sha1]; init => this[ChecksumAlgorithm.Sha1] = value; }

    public string? SHA256 { get => this[ChecksumAlgorithm.Sha256]; init => this[ChecksumAlgorithm.Sha256] = value; }

    public string? SHA512 { get => this[ChecksumAlgorithm.Sha512]; init => this[ChecksumAlgorithm.Sha512] = value; }

    public string? MD5 { get => this[ChecksumAlgorithm.Md5]; init => this[ChecksumAlgorithm.Md5] = value; }

    public string? XXHASH64 { get => this[ChecksumAlgorithm.XxHash64]; init => this[ChecksumAlgorithm.XxHash64] = value; }

    public string? XXHASH3 { get => this[ChecksumAlgorithm.XxHash3]; init => this[ChecksumAlgorithm.XxHash3] = value; }

    public string? XXHASH128 { get => this[ChecksumAlgorithm.XxHash128]; init => this[ChecksumAlgorithm.XxHash128] = value; }

    /// <summary>The algorithms that have a value, in the table's order.</summary>
    public IEnumerable<ChecksumAlgorithm> Present =>
        ChecksumTable.Rows.Select(row => row.Algorithm).Where(algorithm => this[algorithm] is not null);

    /// <summary>The value of one algorithm, or <see langword="null"/>.</summary>
    public string? this[ChecksumAlgorithm algorithm]
    {
        get => _values[(int)algorithm];
        init => _values[(int)algorithm] = value;
    }

    /// <summary>These values with one more, or one replaced.</summary>
    public ChecksumValues With(ChecksumAlgorithm algorithm, string? value)
    {
        var values = (string?[])_values.Clone();
        values[(int)algorithm] = value;
        return new(values);
    }

    /// <summary>Those that an answer has.</summary>
    internal static ChecksumValues Take(HeaderTexts texts)
    {
        string?[]? values = null;
        foreach (var row in ChecksumTable.Rows)
        {
            if (texts.Take(row.HeaderName) is { } value)
            {
                (values ??= new string?[ChecksumTable.Rows.Count])[(int)row.Algorithm] = value;
            }
        }

        return values is null ? None : new(values);
    }

    /// <summary>The one value of a digest.</summary>
    public static ChecksumValues Of(Checksum checksum) => new() { [checksum.Algorithm] = checksum.ToBase64() };

    public bool Equals([NotNullWhen(true)] ChecksumValues? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as ChecksumValues);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        string.Join(", ", Present.Select(algorithm => $"{ChecksumTable.Of(algorithm).WireName} {this[algorithm]}"));
}

/// <summary>The ten lines that <see cref="ChecksumValues"/> has in a shape table, read off the checksum table.</summary>
internal static class ChecksumLines
{
    public static ShapeBuilder<T> ChecksumHeaders<T>(
        this ShapeBuilder<T> shape, Func<T, ChecksumValues> get, Func<T, ChecksumValues, T> with)
        where T : class => ChecksumTable.Rows.Aggregate(shape, (lines, row) => lines.Header(
            row.HeaderName,
            record => get(record)[row.Algorithm],
            (record, value) => with(record, get(record).With(row.Algorithm, value)),
            name: row.ElementName));

    public static ShapeBuilder<T> ChecksumElements<T>(
        this ShapeBuilder<T> shape, Func<T, ChecksumValues> get, Func<T, ChecksumValues, T> with)
        where T : class => ChecksumTable.Rows.Aggregate(shape, (lines, row) => lines.Element(
            row.ElementName,
            record => get(record)[row.Algorithm],
            (record, value) => with(record, get(record).With(row.Algorithm, value)),
            name: row.ElementName));
}
