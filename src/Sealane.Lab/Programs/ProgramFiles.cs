using System.Net;
using Sealane.Lab.Names;

namespace Sealane.Lab.Programs;

/// <summary>The files that a program in the lab reads, in a folder of their own that goes with this object.</summary>
internal sealed class ProgramFiles : IDisposable
{
    /// <summary>Writes them.</summary>
    /// <param name="authority">The lab's authority.</param>
    /// <param name="lab">Where the lab listens.</param>
    public ProgramFiles(CertificateAuthority authority, IPEndPoint lab)
    {
        Folder = Directory.CreateTempSubdirectory("sealane-lab-").FullName;
        Authority = Write("ca.pem", authority.ToPem());
        Empty = Write("empty", "");
        LeadIn = Write("lead-in.cjs", Programs.LeadIn.For(lab));
        PhpSettings = Write("sealane-lab.ini", $"curl.cainfo = \"{Authority}\"\nopenssl.cafile = \"{Authority}\"\n");
        JavaTrust = Path.Combine(Folder, "trust.p12");
        using var certificate = authority.ToCertificate();
        File.WriteAllBytes(JavaTrust, Programs.JavaTrust.Write(certificate));
    }

    /// <summary>The folder of all of them.</summary>
    public string Folder { get; }

    /// <summary>The path of the authority's certificate.</summary>
    public string Authority { get; }

    /// <summary>The path of a file in which nothing stands.</summary>
    public string Empty { get; }

    /// <summary>The path of the script that leads Node in.</summary>
    public string LeadIn { get; }

    /// <summary>The path of PHP's settings.</summary>
    public string PhpSettings { get; }

    /// <summary>The path of Java's trust store.</summary>
    public string JavaTrust { get; }

    /// <summary>Removes them.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // Somebody still holds one open; the folder of temporary files is cleaned by the system.
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
