namespace Sealane.Server.Addressing;

/// <summary>
/// What a Host header says: the bucket of virtual-host style, the region that the endpoint names, and whether it is an acceleration host.
/// </summary>
/// <param name="Name">The host in lower case, without its port.</param>
/// <param name="Bucket">The bucket; null in path style.</param>
/// <param name="Region">
/// The region of a regional endpoint; null where the host names none (the global name of a bucket, acceleration, a local name).
/// </param>
/// <param name="IsAccelerate">Whether it is an acceleration host.</param>
internal sealed record HostReading(string Name, string? Bucket, string? Region, bool IsAccelerate)
{
    /// <summary>Whether it is a bucket's global name, <c>BUCKET.s3.amazonaws.com</c>.</summary>
    public bool IsGlobalName { get; private init; }

    private const string Accelerate = "s3-accelerate";
    private const string DualStack = "dualstack";

    // The global endpoint without a bucket is us-east-1's (S3 User Guide, "Amazon S3 regional endpoints").
    private const string RegionOfGlobal = "us-east-1";

    private static readonly string[] AmazonDomains = [".amazonaws.com", ".amazonaws.com.cn"];

    /// <summary>Reads the value of a Host header.</summary>
    /// <param name="host">The value, with or without a port, in any letter case.</param>
    /// <param name="domains">Further names of this endpoint; <c>BUCKET.NAME</c> is virtual-host style.</param>
    public static HostReading Read(string host, IReadOnlyList<string> domains)
    {
        string name = WithoutPort(host).ToLowerInvariant();

        foreach (string amazon in AmazonDomains)
        {
            if (name.EndsWith(amazon, StringComparison.Ordinal))
            {
                return ReadAmazon(name, name[..^amazon.Length].Split('.'));
            }
        }

        foreach (string domain in domains)
        {
            if (name.Length > domain.Length + 1 && name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase))
            {
                return new(name, name[..^(domain.Length + 1)], null, false);
            }
        }

        return new(name, null, null, false);
    }

    // Endpoints from the right, since a bucket's name may have dots: [bucket "."] endpoint ".amazonaws.com".
    private static HostReading ReadAmazon(string name, string[] labels) => labels switch
    {
        [.. var bucket, Accelerate] => new(name, Join(bucket), null, true),
        [.. var bucket, Accelerate, DualStack] => new(name, Join(bucket), null, true),
        [.. var bucket, Accelerate, DualStack, _] => new(name, Join(bucket), null, true),
        [.. var bucket, "s3"] => Global(name, Join(bucket)),
        [.. var bucket, "s3-external-1"] => new(name, Join(bucket), RegionOfGlobal, false),
        [.. var bucket, "s3" or "s3-fips", DualStack, var region] => new(name, Join(bucket), region, false),
        [.. var bucket, "s3" or "s3-fips", var region] => new(name, Join(bucket), region, false),
        [.. var bucket, ['s', '3', '-', 'f', 'i', 'p', 's', '-', .. var region]] => new(name, Join(bucket), region, false),
        [.. var bucket, ['s', '3', '-', .. var region]] => new(name, Join(bucket), region, false),
        _ => new(name, null, null, false),
    };

    private static HostReading Global(string name, string? bucket) =>
        new(name, bucket, bucket is null ? RegionOfGlobal : null, false) { IsGlobalName = bucket is not null };

    private static string? Join(string[] labels) => labels.Length == 0 ? null : string.Join('.', labels);

    private static string WithoutPort(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }
}
