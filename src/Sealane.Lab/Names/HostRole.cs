namespace Sealane.Lab.Names;

/// <summary>What kind of place a host of the lab is.</summary>
public enum HostRole
{
    /// <summary>An S3 endpoint of a region, or the global one.</summary>
    Regional,

    /// <summary>An S3 Transfer Acceleration host: an edge stands in front of the region.</summary>
    Accelerate,

    /// <summary>A name under <c>localhost</c>, or this machine's own address: an endpoint for development.</summary>
    Local,
}
