namespace Sealane.Protocol.Naming;

/// <summary>
/// A region's name, which becomes part of a host: so a name that an answer brings is checked before anything is sent there.
/// </summary>
/// <remarks>
/// A redirect that named the region <c>evil.example/</c> would otherwise lead a signed request to a stranger (botocore checks since
/// 1.42.62).
/// </remarks>
public static class RegionName
{
    /// <summary>Whether the name is one valid host label: 1 to 63 letters, digits and hyphens, no hyphen at either end.</summary>
    public static bool IsValid(string? region) => HostLabel.IsValid(region);

    /// <summary>The reason why this cannot be a region's name, as a sentence with the remedy; null when it can.</summary>
    public static string? WhyInvalid(string? region) => IsValid(region)
        ? null
        : string.IsNullOrEmpty(region)
            ? "The region is empty: give one such as 'us-east-1'."
            : $"'{region}' cannot be a region: it is one host label (letters, digits, hyphens, at most {HostLabel.MaxLength}) such as 'us-east-1'.";
}
