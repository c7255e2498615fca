namespace Sealane.Cli.Output;

/// <summary>Whoever read standard output has gone, as <c>head</c> does: nothing is left to do, and nothing to say.</summary>
internal sealed class PipeClosedException() : IOException("Nobody reads standard output any more.");
