namespace Sealane.Cli.Output;

/// <summary>The command line asks for what does not go together; the message says what to write in its place.</summary>
internal sealed class UsageException(string message) : ArgumentException(message);
