using System.Text;
using Sealane.Cli.Output;
using Sealane.Doctor.Reports;

namespace Sealane.Cli.Patients;

/// <summary>A report in a file, in the form that the file's name asks for.</summary>
internal static class ReportFile
{
    private static readonly (string Extension, Func<Examination, byte[]> Write)[] Forms =
    [
        (".json", JsonReport.Write),
        (".xml", JUnitReport.Write),
        (".html", HtmlReport.Write),
        (".md", examination => Encoding.UTF8.GetBytes(MarkdownReport.Write(examination))),
        (".txt", examination => Encoding.UTF8.GetBytes(TextReport.Write(examination))),
    ];

    /// <summary>Says what is wrong with a name before a program runs for an hour.</summary>
    /// <exception cref="UsageException">Its form is not known, or its folder is not there.</exception>
    public static void Check(string path)
    {
        if (FormOf(path) is null)
        {
            throw new UsageException($"'{path}' does not say what form the report is to have. End it with {string.Join(", ", Forms.Select(form => form.Extension))}.");
        }

        CheckFolder(path);
    }

    /// <summary>The same for a file whose form is known.</summary>
    /// <exception cref="UsageException">Its folder is not there.</exception>
    public static void CheckFolder(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new UsageException($"There is no folder '{folder}' for '{path}'. Make it first.");
        }
    }

    /// <summary>Writes it.</summary>
    public static Task WriteAsync(string path, Examination examination, CancellationToken cancellationToken) =>
        File.WriteAllBytesAsync(path, FormOf(path)!(examination), cancellationToken);

    private static Func<Examination, byte[]>? FormOf(string path) =>
        Array.Find(Forms, form => form.Extension.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase)).Write;
}
