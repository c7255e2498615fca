namespace Sealane.Protocol.Checksums;

/// <summary>
/// Polynomials over GF(2) modulo a CRC's generator, bit-reflected: the highest bit of the width is the coefficient of x^0.
/// </summary>
/// <remarks>
/// Appending n bytes to a message multiplies its CRC by x^(8n); start value and final complement cancel out, since all three CRCs here
/// have both as all ones.
/// </remarks>
internal sealed class CrcField
{
    private static readonly CrcField Crc32 = new(32, 0xEDB88320);
    private static readonly CrcField Crc32C = new(32, 0x82F63B78);
    private static readonly CrcField Crc64Nvme = new(64, 0x9A6C9329AC4BC9B5);

    private readonly ulong _one;
    private readonly ulong _generator;

    private CrcField(int width, ulong generator)
    {
        _one = 1UL << (width - 1);
        _generator = generator;
    }

    public static CrcField? Of(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => Crc32,
        ChecksumAlgorithm.Crc32C => Crc32C,
        ChecksumAlgorithm.Crc64Nvme => Crc64Nvme,
        _ => null,
    };

    public ulong Multiply(ulong a, ulong b)
    {
        var product = 0UL;
        for (var coefficient = _one; coefficient != 0; coefficient >>= 1)
        {
            if ((a & coefficient) != 0)
            {
                product ^= b;
            }

            b = (b & 1) == 0 ? b >> 1 : (b >> 1) ^ _generator;
        }

        return product;
    }

    /// <summary>x^(8 * bytes), by squaring.</summary>
    public ulong PowerOfX(long bytes)
    {
        var power = _one;
        for (var square = _one >> 8; bytes != 0; bytes >>= 1, square = Multiply(square, square))
        {
            if ((bytes & 1) != 0)
            {
                power = Multiply(power, square);
            }
        }

        return power;
    }
}
