using System.Net;
using Sealane.Diagnostics;
using Sealane.Protocol.Naming;
using Sealane.Signing.Text;

namespace Sealane.Endpoints;

/// <summary>From a bucket and the settings to the host: a pure function, after the public endpoint rules of S3.</summary>
/// <remarks>
/// The texts of refusals are S3's own, followed by what to do. Access points, Outposts, directory buckets and Object Lambda are not served.
/// <code>
/// bucket in the host   https://BUCKET.s3.REGION.amazonaws.com
/// bucket in the path   https://s3.REGION.amazonaws.com/BUCKET
/// accelerated          https://BUCKET.s3-accelerate[.dualstack].amazonaws.com      (signed for the client's region)
/// dual-stack, FIPS     s3[-fips][.dualstack].REGION
/// an endpoint's own    URL/BUCKET, or BUCKET in front of its host
/// </code>
/// </remarks>
internal static class EndpointRules
{
    /// <summary>The region's name for S3's global host, <c>s3.amazonaws.com</c>; it is signed for us-east-1.</summary>
    private const string GlobalRegion = "aws-global";

    private const string GlobalSigningRegion = "us-east-1";

    /// <summary>The endpoint of a request.</summary>
    /// <param name="bucket">The bucket, or null for an operation without one (ListBuckets), which acceleration never applies to.</param>
    /// <param name="settings">The client's settings.</param>
    /// <param name="acceleratable">
    /// Whether Transfer Acceleration serves the operation; one that it does not serve goes to the regional host.
    /// </param>
    /// <exception cref="S3ConfigurationException">The settings contradict each other, or do not fit the bucket.</exception>
    public static Endpoint Resolve(string? bucket, EndpointSettings settings, bool acceleratable = true)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var accelerate = settings.UseAccelerate && acceleratable && bucket is not null;
        RefuseContradictions(settings, accelerate);
        if (bucket is not null)
        {
            RefuseOtherKindsOfBucket(bucket, accelerate);
        }

        if (RegionName.WhyInvalid(settings.Region) is { } why)
        {
            throw new S3ConfigurationException($"Invalid region: region was not a valid DNS name. {why}");
        }

        return settings.EndpointUrl is { } url ? Custom(bucket, settings, url) : Aws(bucket, settings, accelerate);
    }

    private static Endpoint Aws(string? bucket, EndpointSettings settings, bool accelerate)
    {
        var global = settings.Region == GlobalRegion;
        var region = global ? GlobalSigningRegion : settings.Region;
        var partition = Partition.Of(region);
        RefuseUnsupported(settings, partition, accelerate);

        var inHost = bucket is not null && settings.Addressing != AddressingStyle.Path && BucketName.IsVirtualHostable(bucket, https: true);
        if (accelerate)
        {
            if (!inHost)
            {
                throw new S3ConfigurationException(
                    $"Path-style addressing cannot be used with S3 Accelerate: the bucket '{bucket}' has to stand in the host. "
                    + (settings.Addressing == AddressingStyle.Path
                        ? "Take AddressingStyle.Path away, or turn UseAccelerateEndpoint off."
                        : "A bucket whose name has dots, upper case or other characters than a-z, 0-9 and '-' cannot be accelerated; turn UseAccelerateEndpoint off."));
            }

            // The odd host with a region is that of the public endpoint cases for aws-global with dual-stack.
            var dualStack = settings.UseDualStack ? global ? $".dualstack.{region}" : ".dualstack" : string.Empty;
            return new Endpoint(Uri.UriSchemeHttps, $"{bucket}.s3-accelerate{dualStack}.{partition.DnsSuffix}", string.Empty, region) { IsAccelerated = true };
        }

        var service = (settings.UseFips ? "s3-fips" : "s3") + (settings.UseDualStack ? ".dualstack" : string.Empty);
        var host = global && !settings.UseFips && !settings.UseDualStack ? $"s3.{partition.DnsSuffix}" : $"{service}.{region}.{partition.DnsSuffix}";
        return inHost
            ? new Endpoint(Uri.UriSchemeHttps, $"{bucket}.{host}", string.Empty, region)
            : new Endpoint(Uri.UriSchemeHttps, host, InPath(bucket), region);
    }

    private static Endpoint Custom(string? bucket, EndpointSettings settings, Uri url)
    {
        var region = settings.Region == GlobalRegion ? GlobalSigningRegion : settings.Region;
        var path = url.AbsolutePath.TrimEnd('/');
        var accelerated = IsAccelerateHost(url.Host);
        var style = settings.Addressing == AddressingStyle.Auto
            ? accelerated ? AddressingStyle.Virtual : AddressingStyle.Path
            : settings.Addressing;
        var inHost = bucket is not null
            && style == AddressingStyle.Virtual
            && !IPAddress.TryParse(url.Host.Trim('[', ']'), out _)
            && BucketName.IsVirtualHostable(bucket, https: url.Scheme == Uri.UriSchemeHttps);
        return inHost
            ? new Endpoint(url.Scheme, $"{bucket}.{url.Authority}", path, region) { IsAccelerated = accelerated }
            : new Endpoint(url.Scheme, url.Authority, path + InPath(bucket), region);
    }

    private static void RefuseContradictions(EndpointSettings settings, bool accelerate)
    {
        if (accelerate && settings.UseFips)
        {
            throw new S3ConfigurationException("Accelerate cannot be used with FIPS. Turn off UseAccelerateEndpoint or UseFipsEndpoint.");
        }

        if (settings.EndpointUrl is null)
        {
            return;
        }

        if (settings.UseDualStack)
        {
            throw new S3ConfigurationException("Cannot set dual-stack in combination with a custom endpoint. Turn off UseDualStackEndpoint or remove EndpointUrl.");
        }

        if (settings.UseFips)
        {
            throw new S3ConfigurationException("A custom endpoint cannot be combined with FIPS. Turn off UseFipsEndpoint or remove EndpointUrl.");
        }

        if (accelerate)
        {
            throw new S3ConfigurationException(
                "A custom endpoint cannot be combined with S3 Accelerate. Turn off UseAccelerateEndpoint or remove EndpointUrl; "
                + "to reach an accelerate host at another address, use ConnectTo.");
        }
    }

    private static void RefuseUnsupported(EndpointSettings settings, Partition partition, bool accelerate)
    {
        if (settings.UseFips && !partition.SupportsFips)
        {
            throw new S3ConfigurationException($"Partition does not support FIPS: there are no FIPS hosts in '{settings.Region}'. Turn off UseFipsEndpoint.");
        }

        if (settings.UseDualStack && !partition.SupportsDualStack)
        {
            throw new S3ConfigurationException($"DualStack is enabled but this partition does not support DualStack: '{settings.Region}'. Turn off UseDualStackEndpoint.");
        }

        if (accelerate && partition.Name != "aws")
        {
            throw new S3ConfigurationException($"S3 Accelerate cannot be used in this region: '{settings.Region}'. Turn off UseAccelerateEndpoint.");
        }
    }

    private static void RefuseOtherKindsOfBucket(string bucket, bool accelerate)
    {
        if (bucket.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw new S3ConfigurationException(
                accelerate && bucket.Contains(":accesspoint", StringComparison.Ordinal)
                    ? "Access Points do not support S3 Accelerate. Give the bucket's name."
                    : $"'{bucket}' is an ARN, and Sealane addresses buckets by name only. Give the bucket's name.");
        }

        if (bucket.EndsWith("--x-s3", StringComparison.Ordinal) || bucket.EndsWith("--xa-s3", StringComparison.Ordinal))
        {
            throw new S3ConfigurationException(
                accelerate
                    ? "S3Express does not support S3 Accelerate. Turn off UseAccelerateEndpoint."
                    : $"'{bucket}' is a directory bucket (S3 Express One Zone), which Sealane cannot address yet. Use a general purpose bucket.");
        }
    }

    private static bool IsAccelerateHost(string host) => host is "s3-accelerate.amazonaws.com" or "s3-accelerate.dualstack.amazonaws.com";

    private static string InPath(string? bucket) => bucket is null ? string.Empty : "/" + PercentEncoding.Encode(bucket);
}
