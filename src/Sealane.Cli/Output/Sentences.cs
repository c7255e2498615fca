using Sealane.Diagnostics;
using Sealane.Signing.Text;

namespace Sealane.Cli.Output;

/// <summary>What went wrong, as a sentence for who typed the command.</summary>
internal static class Sentences
{
    /// <summary>Whether a failure is one of the world or of the input, whose message says what to do, and not one of the program.</summary>
    public static bool IsForPeople(Exception problem) => problem is S3Exception or S3ConfigurationException or ChecksumMismatchException or IOException
        or UnauthorizedAccessException or ArgumentException or FormatException or InvalidDataException;

    /// <summary>The message without the parameter's name, which means something to who wrote the call only, in one line.</summary>
    public static string Of(Exception problem)
    {
        var message = problem is ArgumentException { ParamName: { } name }
            ? problem.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
            : problem.Message;
        return Secrecy.MaskText(message).ReplaceLineEndings(" ");
    }
}
