namespace Sealane.Cli.Output;

/// <summary>How much is said, and in which form.</summary>
/// <param name="Json">One JSON object a line in place of text.</param>
/// <param name="Quiet">Only failures.</param>
/// <param name="Progress">A line on the terminal that shows how far it is.</param>
/// <param name="Statistics">The sums at the end.</param>
internal readonly record struct ReportStyle(bool Json, bool Quiet, bool Progress, bool Statistics);
