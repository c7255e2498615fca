namespace Sealane.Tests.Protocol;

/// <summary>Tables of facts that lie next to the repository; a test that needs one is skipped, with the reason, where they are not.</summary>
internal static class FactsFile
{
    public static IEnumerable<string> ReadLines(string name) => File.ReadLines(Find(name));

    public static string Find(string name)
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("SEALANE_FACTS") is { Length: > 0 } named)
        {
            folders.Add(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(Path.Combine(folder.FullName, "shared", "facts"));
        }

        var path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            Assert.Skip($"{name} is not here: set SEALANE_FACTS to the folder that has it.");
        }

        return path;
    }
}
