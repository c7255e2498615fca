using System.Globalization;

namespace Sealane.Cli.Output;

/// <summary>Amounts of bytes for people, as <c>aws s3 ls --human-readable</c> writes them: 1.5 MiB.</summary>
internal static class HumanSize
{
    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static string Of(double bytes)
    {
        if (bytes < 1024)
        {
            return (long)bytes == 1 ? "1 Byte" : string.Create(CultureInfo.InvariantCulture, $"{(long)bytes} Bytes");
        }

        var unit = -1;
        do
        {
            bytes /= 1024;
            unit++;
        }
        while (bytes >= 1023.95 && unit < Units.Length - 1);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.0} {Units[unit]}");
    }
}
