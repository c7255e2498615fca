namespace Sealane.Endpoints;

/// <summary>A separate set of regions with names of its own.</summary>
/// <param name="Name">Its name, <c>aws-cn</c> for example.</param>
/// <param name="RegionPrefix">What its regions' names begin with.</param>
/// <param name="DnsSuffix">What its hosts end with.</param>
/// <param name="SupportsFips">Whether it has FIPS hosts.</param>
/// <param name="SupportsDualStack">Whether it has hosts with IPv4 and IPv6.</param>
internal sealed record Partition(string Name, string RegionPrefix, string DnsSuffix, bool SupportsFips, bool SupportsDualStack)
{
    // The partitions of AWS (public partition metadata of its SDKs). Longer prefixes first; "aws" takes whatever is left, as AWS's own rule
    // does.
    private static readonly Partition[] All =
    [
        new("aws-cn", "cn-", "amazonaws.com.cn", SupportsFips: false, SupportsDualStack: true),
        new("aws-us-gov", "us-gov-", "amazonaws.com", SupportsFips: true, SupportsDualStack: true),
        new("aws-iso-b", "us-isob-", "sc2s.sgov.gov", SupportsFips: true, SupportsDualStack: false),
        new("aws-iso-f", "us-isof-", "csp.hci.ic.gov", SupportsFips: true, SupportsDualStack: false),
        new("aws-iso", "us-iso-", "c2s.ic.gov", SupportsFips: true, SupportsDualStack: false),
        new("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", SupportsFips: true, SupportsDualStack: false),
        new("aws-eusc", "eusc-", "amazonaws.eu", SupportsFips: true, SupportsDualStack: true),
        new("aws", string.Empty, "amazonaws.com", SupportsFips: true, SupportsDualStack: true),
    ];

    /// <summary>The partition that a region belongs to.</summary>
    public static Partition Of(string region) => All.First(partition => region.StartsWith(partition.RegionPrefix, StringComparison.Ordinal));
}
