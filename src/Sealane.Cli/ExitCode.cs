namespace Sealane.Cli;

/// <summary>What the program says to whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>All done; the doctor saw requests and all survive.</summary>
    public const int Done = 0;

    /// <summary>Something failed; the doctor has a finding.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The doctor saw no S3 request, or not all that it saw can be proven to survive.</summary>
    public const int NothingSeen = 3;
}
