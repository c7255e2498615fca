using System.Net.Security;

namespace Sealane.Lab.Names;

/// <summary>A certificate for each host of the lab, made when it is first asked for. Thread-safe.</summary>
/// <param name="authority">Who signs them.</param>
public sealed class LeafCache(CertificateAuthority authority)
{
    // Hosts come from clients, a bucket each. A certificate costs a millisecond, so forgetting them all now and then is cheap.
    private const int MostKept = 1024;

    private readonly Dictionary<string, SslStreamCertificateContext> _leaves = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The further names that there are certificates for.</summary>
    internal IReadOnlyList<string> Names => authority.Names;

    /// <summary>The certificate for a host.</summary>
    /// <exception cref="ArgumentException">The host lies outside the lab, whose authority speaks for no other.</exception>
    public SslStreamCertificateContext For(string host)
    {
        var name = LabHosts.Normalise(host);
        if (LabHosts.RoleOf(name, Names) is null && !LabHosts.IsLoopbackAddress(name))
        {
            throw new ArgumentException(
                $"The lab has no certificate for '{host}': it plays S3's hosts, those under localhost and the names it was given.", nameof(host));
        }

        lock (_lock)
        {
            if (!_leaves.TryGetValue(name, out var leaf))
            {
                if (_leaves.Count == MostKept)
                {
                    _leaves.Clear();
                }

                leaf = SslStreamCertificateContext.Create(authority.Issue(name), additionalCertificates: null, offline: true);
                _leaves.Add(name, leaf);
            }

            return leaf;
        }
    }
}
