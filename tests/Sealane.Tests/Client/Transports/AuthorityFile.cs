using Sealane.Lab.Names;

namespace Sealane.Tests.Client.Transports;

/// <summary>An authority's certificate as a file, for CaBundle.</summary>
internal sealed class AuthorityFile : IDisposable
{
    public AuthorityFile(CertificateAuthority authority) => File.WriteAllText(Path, authority.ToPem());

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
