using Sealane.Lab;

namespace Sealane.Cli.Patients;

/// <summary>The end of a program's traffic.</summary>
internal static class Settling
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Waits for open connections to end; what a program left behind may still hold some, and what is known by then is enough.</summary>
    public static async Task OfAsync(S3Lab lab, CancellationToken cancellationToken)
    {
        try
        {
            await lab.SettleAsync(cancellationToken).WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }
}
