namespace Sealane.Doctor.Rules;

/// <summary>The rules in the order in which they are asked.</summary>
internal static class RuleTable
{
    /// <summary>Who explains what the way changed: the first that claims a culprit has it, so the special stand before the general.</summary>
    public static IReadOnlyList<ChangeRule> Changes { get; } =
    [
        new HopByHopHeader(),
        new HostRewritten(),
        new AmzHeaderAdded(),
        new SignedHeaderRewritten(),
    ];

    /// <summary>Who explains what the way did not do.</summary>
    public static IReadOnlyList<RefusalRule> Refusals { get; } =
    [
        new WrongSecret(),
    ];
}
