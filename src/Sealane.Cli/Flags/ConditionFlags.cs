using System.CommandLine;
using Sealane.Cli.Help;

namespace Sealane.Cli.Flags;

/// <summary>When something that is there already is replaced.</summary>
internal sealed class ConditionFlags() : FlagGroup("What is there already")
{
    private readonly Option<bool> _noClobber = new("--no-clobber", "-n", "--no-overwrite") { Description = "Keep it." };
    private readonly Option<bool> _ifSizeDiffers = new("--if-size-differ", "-s") { Description = "Replace it only if its length differs." };
    private readonly Option<bool> _ifSourceNewer = new("--if-source-newer", "-u") { Description = "Replace it only if the source is newer; with -s, if either holds." };

    public override IReadOnlyList<Option> Options => [_noClobber, _ifSizeDiffers, _ifSourceNewer];

    public Condition Read(ParseResult parsed) => parsed.GetValue(_noClobber)
        ? new(KeepsExisting: true, false, false)
        : new(KeepsExisting: false, parsed.GetValue(_ifSizeDiffers), parsed.GetValue(_ifSourceNewer));
}

/// <summary>When something that is there already is replaced: never, if its length differs, if the source is newer; none of these: always.</summary>
internal readonly record struct Condition(bool KeepsExisting, bool IfSizeDiffers, bool IfSourceNewer)
{
    /// <summary>Whether one has to look first.</summary>
    public bool Exists => KeepsExisting || IfSizeDiffers || IfSourceNewer;

    /// <summary>Whether to copy over what is there.</summary>
    public bool Replaces(long length, DateTimeOffset modified, long existingLength, DateTimeOffset existingModified) =>
        !Exists || (IfSizeDiffers && length != existingLength) || (IfSourceNewer && modified > existingModified);
}
