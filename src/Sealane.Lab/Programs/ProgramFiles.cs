namespace Sealane.Lab.Programs;

/// <summary>The files that a program in the lab reads, in a folder of their own that goes with this object.</summary>
internal sealed class ProgramFiles : IDisposable
{
    private readonly string _folder;

    /// <summary>Writes them.</summary>
    /// <param name="authority">The certificate of the lab's authority, as PEM.</param>
    public ProgramFiles(string authority)
    {
        _folder = Directory.CreateTempSubdirectory("sealane-lab-").FullName;
        Authority = Path.Combine(_folder, "ca.pem");
        Empty = Path.Combine(_folder, "empty");
        File.WriteAllText(Authority, authority);
        File.WriteAllText(Empty, "");
    }

    /// <summary>The path of the authority's certificate.</summary>
    public string Authority { get; }

    /// <summary>The path of a file in which nothing stands.</summary>
    public string Empty { get; }

    /// <summary>Removes them.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // Somebody still holds one open; the folder of temporary files is cleaned by the system.
        }
    }
}
