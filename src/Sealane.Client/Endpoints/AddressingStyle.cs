namespace Sealane.Endpoints;

/// <summary>Where the bucket's name stands in a request.</summary>
public enum AddressingStyle
{
    /// <summary>
    /// In the host where the name allows it, else in the path. With an endpoint of one's own: in the path, since its names seldom resolve.
    /// </summary>
    Auto,

    /// <summary>In the host where the name allows it, with any endpoint.</summary>
    Virtual,

    /// <summary>In the path, always. Excludes Transfer Acceleration.</summary>
    Path,
}
