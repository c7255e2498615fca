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
        new PathRewritten(),
        new QueryRewritten(),
        new MethodRewritten(),
        new AuthorizationLost(),
        new HeaderLinesMerged(),
        new HeaderNameDropped(),
        new SignedHeaderRewritten(),
    ];

    /// <summary>Who explains what the way did not do.</summary>
    public static IReadOnlyList<RefusalRule> Refusals { get; } =
    [
        new WrongSecret(),
        new WrongScope(),
        new ClockSkew(),
        new PayloadMismatch(),
        new AmzHeaderUnsigned(),
        new BodySignature(),
        new BodyRecoded(),
        new LengthLost(),
        new StoppedOnTheWay(),
        new SignatureUnreadable(),
        new KeyUnknown(),
    ];

    /// <summary>Who speaks when nobody explains a refusal.</summary>
    public static RefusalRule LastResort { get; } = new OtherRefusal();
}
