namespace Sealane.Tests.House;

/// <summary>A page under docs/ that is printed from what the code reads, so that it cannot say something else.</summary>
/// <remarks>After a table changed, run the tests once with SEALANE_WRITE_DOCS=1 and commit the page.</remarks>
internal static class PrintedPage
{
    public static void Check(string name, string text)
    {
        var path = Path.Combine(Repository, "docs", name);
        if (Environment.GetEnvironmentVariable("SEALANE_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.Exists(path) ? File.ReadAllText(path) : "(the page is missing)");
    }

    internal static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sealane.slnx")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
        }
    }
}
