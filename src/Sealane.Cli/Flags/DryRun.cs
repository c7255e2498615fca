using System.CommandLine;

namespace Sealane.Cli.Flags;

/// <summary>The option that shows what would be done and does nothing, under both of its names.</summary>
internal static class DryRun
{
    public static Option<bool> Option() => new("--dryrun", "--dry-run") { Description = "Show what would be done, and do nothing." };
}
