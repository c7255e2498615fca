using Sealane.Protocol.Checksums;

namespace Sealane.Diagnostics;

/// <summary>Bytes that arrived, or were stored, have another checksum than they should: they must not be used.</summary>
/// <remarks>Thrown by the stream of a downloaded object where its bytes end, and by a transfer.</remarks>
public sealed class ChecksumMismatchException : IOException
{
    internal ChecksumMismatchException(string what, ChecksumAlgorithm algorithm, string computed, string expected)
        : base($"{what}: the {ChecksumTable.Of(algorithm).WireName} of the bytes is {computed}, and S3 says {expected}. "
            + "The bytes were changed on the way or in the store. Try again; when it happens again, look at what lies on the path.") =>
        (Algorithm, Computed, Expected) = (algorithm, computed, expected);

    /// <summary>The algorithm.</summary>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>What the bytes have, base64.</summary>
    public string Computed { get; }

    /// <summary>What they should have, base64.</summary>
    public string Expected { get; }
}
