using System.Globalization;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;

namespace Sealane.Server.Handlers;

/// <summary>1 to 10,000 (S3 User Guide, multipart upload limits).</summary>
internal static class PartNumbers
{
    public const int Largest = 10_000;

    public static void Check(int number)
    {
        if (number is < 1 or > Largest)
        {
            throw new RefusedException(new Refusal(
                RequestErrors.InvalidArgument, "Part number must be an integer between 1 and 10000, inclusive")
                .With("ArgumentName", "partNumber")
                .With("ArgumentValue", number.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
