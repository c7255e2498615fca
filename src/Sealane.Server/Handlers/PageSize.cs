using System.Globalization;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;

namespace Sealane.Server.Handlers;

/// <summary>How many items a listing gives at once.</summary>
internal static class PageSize
{
    private const int Largest = 1000;

    /// <summary>What the client asks for, at most 1000 (S3 API); more is silently less, as at S3.</summary>
    /// <exception cref="RefusedException">It is negative.</exception>
    public static int Read(int? asked, string argument, int largest = Largest) => asked switch
    {
        null => largest,
        < 0 => throw new RefusedException(new Refusal(
            RequestErrors.InvalidArgument, $"Argument {argument} must be an integer between 0 and 2147483647")
            .With("ArgumentName", argument)
            .With("ArgumentValue", asked.Value.ToString(CultureInfo.InvariantCulture))),
        _ => Math.Min(asked.Value, largest),
    };
}
