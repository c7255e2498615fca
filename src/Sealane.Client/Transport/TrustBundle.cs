using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sealane.Diagnostics;

namespace Sealane.Transport;

/// <summary>A file of certificates as the only ones to trust: what AWS_CA_BUNDLE and <c>ca_bundle</c> mean.</summary>
internal static class TrustBundle
{
    /// <summary>How chains are built and what they must end in.</summary>
    /// <exception cref="S3ConfigurationException">The file cannot be read or holds no certificate.</exception>
    public static X509ChainPolicy Load(string path)
    {
        // Revocation is not checked: the system's default for clients on .NET, and a private CA seldom serves it.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new S3ConfigurationException($"The CA bundle '{path}' cannot be read: {fault.Message} Point CaBundle or AWS_CA_BUNDLE at a file of PEM certificates.", fault);
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new S3ConfigurationException($"The CA bundle '{path}' holds no certificate. Point CaBundle or AWS_CA_BUNDLE at a file with BEGIN CERTIFICATE in it.");
    }
}
