using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sealane.Lab.Names;

/// <summary>
/// A private authority for the lab's names: its key lives in this object alone, and it is worth nothing after a day. Thread-safe.
/// </summary>
/// <remarks>
/// Only the certificate is ever written down. It is constrained to <see cref="Domains"/>, the names it was made for and the loopback
/// networks, so trusting it by mistake endangers no other name.
/// </remarks>
public sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // Clocks of containers and virtual machines run behind now and then; a certificate from the future would be refused.
    private static readonly TimeSpan ClockAllowance = TimeSpan.FromHours(1);

    private static readonly IPNetwork[] Networks = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    private readonly Lazy<X509Certificate2> _certificate;
    private readonly Lock _issuing = new();

    /// <summary>An authority; its key and certificate are made when they are first asked for, which costs a process's first TLS.</summary>
    /// <param name="time">The clock that other programs will judge the certificate by: the machine's.</param>
    /// <param name="names">Further domains that it may speak for, such as a service's name; none by default.</param>
    /// <exception cref="ArgumentException">One of them is no host name.</exception>
    public CertificateAuthority(TimeProvider time, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        Names = [.. (names ?? []).Select(LabHosts.ServiceName)];
        _certificate = new Lazy<X509Certificate2>(() => Make(time));
    }

    /// <summary>The domains that every such authority is constrained to.</summary>
    public static IReadOnlyList<string> Domains { get; } = ["amazonaws.com", "localhost"];

    /// <summary>The further domains that this one was made for, normalised.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The certificate as PEM, without the key.</summary>
    public string ToPem() => _certificate.Value.ExportCertificatePem() + "\n";

    /// <summary>A copy of the certificate without the key; the caller disposes of it.</summary>
    public X509Certificate2 ToCertificate() => X509CertificateLoader.LoadCertificate(_certificate.Value.RawData);

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        if (_certificate.IsValueCreated)
        {
            _certificate.Value.Dispose();
        }
    }

    /// <summary>
    /// A certificate, with its key, for exactly one name or loopback address. Whose name that is, <see cref="LeafCache"/> asks.
    /// </summary>
    internal X509Certificate2 Issue(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // The subject is the same for all: a common name holds 64 characters, a host 253, and nobody reads it beside a SAN (RFC 9525 6.3).
        var request = new CertificateRequest("CN=Sealane lab host", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(NameOf(host));
        lock (_issuing)
        {
            // Python 3.13 verifies strictly, and asks for the authority's key identifier (RFC 5280 4.2.1.1).
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                _certificate.Value, includeKeyIdentifier: true, includeIssuerAndSerial: false));
            using var signed = request.Create(
                _certificate.Value, _certificate.Value.NotBefore, _certificate.Value.NotAfter, serialNumber: RandomNumberGenerator.GetBytes(16));
            return WithKey(signed, key);
        }
    }

    private X509Certificate2 Make(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Sealane lab authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(NameConstraints.Permitting([.. Domains, .. Names], Networks));
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now - ClockAllowance, now + TimeSpan.FromDays(1));
    }

    private static X509Extension NameOf(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        return names.Build();
    }

    // SChannel finds no key that lives in memory alone (dotnet/runtime#23749); a round trip through PKCS #12 makes one that it finds.
    private static X509Certificate2 WithKey(X509Certificate2 signed, ECDsa key)
    {
        var certificate = signed.CopyWithPrivateKey(key);
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
