using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Clients;

/// <summary>The clients that npm has, installed once beside the tests' program.</summary>
internal static class NodePackages
{
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    /// <summary>The folder with the scripts and their packages; the test is skipped where npm cannot install them.</summary>
    public static async Task<string> FolderAsync()
    {
        var fault = await Installed.Value;
        Assert.SkipWhen(fault is not null, $"npm cannot install the clients: {fault}");
        return Folder;
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "clients-node");

    private static async Task<string?> InstallAsync()
    {
        if (OutsideProgram.Find("npm") is not { } npm)
        {
            return "it is not installed here";
        }

        Directory.CreateDirectory(Folder);
        var isNew = false;
        foreach (var file in Directory.GetFiles(Repository.File("tests", "Sealane.EndToEnd", "Clients", "node")))
        {
            var copy = Path.Combine(Folder, Path.GetFileName(file));
            isNew |= Path.GetFileName(file) == "package-lock.json" && (!File.Exists(copy) || !File.ReadAllBytes(copy).AsSpan().SequenceEqual(File.ReadAllBytes(file)));
            File.Copy(file, copy, overwrite: true);
        }

        if (!isNew && Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            return null;
        }

        var run = await OutsideProgram.RunAsync(npm, ["ci", "--no-audit", "--no-fund"], folder: Folder);
        return run.ExitCode == 0 ? null : run.Error;
    }
}
