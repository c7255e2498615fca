using Sealane.Signing.Keys;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Probing;

/// <summary>What is probed, and with which key's name.</summary>
public sealed record ProbeTarget
{
    /// <summary>The endpoint's URL; a path in it stands before the bucket.</summary>
    public required Uri Url { get; init; }

    /// <summary>The bucket, in the path; null when the host names it or none is.</summary>
    /// <value>Null by default.</value>
    public string? Bucket { get; init; }

    /// <summary>The folder of the probes' keys.</summary>
    /// <value><c>sealane-probe</c> by default; nothing is ever written there.</value>
    public string Key { get; init; } = ProbeTable.KeyFolder;

    /// <summary>An access key id that the endpoint knows; to another it does not show what it computed.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The region to sign for.</summary>
    public required string Region { get; init; }

    /// <summary>The whole key, to prove by a right signature; null to send wrong ones alone.</summary>
    /// <value>Null by default.</value>
    public SigningCredentials? Credentials { get; init; }

    /// <summary>Headers that the way was seen to add and that S3 wants signed: listed as signed, so that S3 goes on to show the rest.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<string> Listed { get; init; } = [];

    /// <summary>The Host header: the name, and the port where it is not the scheme's own.</summary>
    public string Host => Url.IsDefaultPort ? Url.IdnHost : $"{Url.IdnHost}:{Url.Port}";

    /// <summary>The raw path before a probe's own.</summary>
    public string Folder => $"{Url.AbsolutePath.TrimEnd('/')}{(Bucket is null ? "" : $"/{PercentEncoding.Encode(WireText.FromText(Bucket))}")}/{Key.Trim('/')}/";

    /// <summary>The URL without what may stand before its host, and the key's id.</summary>
    public override string ToString() => $"{Url.Scheme}://{Host}{Folder} as {AccessKeyId}";
}
