using System.Text;
using Sealane.Doctor.Baselines;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Clients;

/// <summary><c>docs/clients.md</c>: a section a client, written by running it.</summary>
/// <remarks>After a client changed, run the tests once with SEALANE_WRITE_DOCS=1 and commit the page. A section of another version is left alone.</remarks>
internal static class ClientsPage
{
    private const string Opening = """
        # Clients: what each signs, and which ways it survives

        Written by running each client, unmodified, through `sealane doctor`: every request was captured and sent again, byte for byte, over every
        way ([profiles](profiles.md)). *No client* says that the same request breaks there even when it signs only what S3 insists on.


        """;

    private static readonly Lock Gate = new();

    /// <summary>Holds a client against its section, where the section is of its version; writes it when asked to.</summary>
    public static void Check(string name, Baseline client)
    {
        lock (Gate)
        {
            var path = Repository.File("docs", "clients.md");
            var sections = Read(path);
            var (title, text) = (TitleOf(name, client), SectionOf(client));
            if (Environment.GetEnvironmentVariable("SEALANE_WRITE_DOCS") == "1")
            {
                sections.RemoveAll(section => section.Title.StartsWith(name + ":", StringComparison.Ordinal));
                sections.Add((title, text));
                var order = ClientProgram.All.Select(program => program.Name).Concat(NuGetClients.All.Keys).ToList();
                var written = sections.OrderBy(section => order.IndexOf(section.Title.Split(':')[0]) is var at and >= 0 ? at : int.MaxValue).ThenBy(section => section.Title, StringComparer.Ordinal);
                File.WriteAllText(path, Opening + string.Concat(written.Select(section => $"## {section.Title}\n\n{section.Text}")));
                return;
            }

            if (sections.Find(section => section.Title == title) is { Title: not null } known)
            {
                Assert.Equal(known.Text, text);
            }
        }
    }

    private static List<(string Title, string Text)> Read(string path) => File.Exists(path)
        ? [.. File.ReadAllText(path).Split("## ").Skip(1).Select(section => section.Split("\n\n", 2)).Select(parts => (parts[0], parts[1]))]
        : [];

    private static string TitleOf(string name, Baseline client)
    {
        var versions = client.Operations.SelectMany(operation => operation.Clients).Where(version => version != "unknown").Distinct(StringComparer.Ordinal).ToList();
        return $"{name}: {(versions.Count > 0 ? string.Join(", ", versions) : "its user agent does not say who it is")}";
    }

    private static string SectionOf(Baseline client)
    {
        var text = new StringBuilder("| operation | framing | payload | checksum | signed | breaks |\n|---|---|---|---|---|---|\n");
        foreach (var operation in client.Operations)
        {
            text.Append($"| {operation.Operation} | {Words(operation.Framing)} | {Words(operation.Payload)} | {Words(operation.Checksums)} | {Words(operation.Signed)} | {Breaks(operation)} |\n");
        }

        var hopeless = client.Operations.SelectMany(operation => operation.Ways).GroupBy(way => way.Key).Where(way => way.All(each => each.Value is "no client" or "-") && way.Any(each => each.Value == "no client")).Select(way => way.Key).ToList();
        return text.Append(hopeless.Count == 0 ? "\n" : $"\nNo client survives: {string.Join(", ", hopeless)}.\n\n").ToString();
    }

    private static string Words(IReadOnlyList<string> words) => words.Count == 0 ? "-" : string.Join(", ", words);

    private static string Breaks(OperationHabit operation)
    {
        var broken = operation.Ways.Where(way => way.Value is not ("survives" or "-" or "no client"))
            .GroupBy(way => way.Value).Select(group => $"{group.Key}: {string.Join(", ", group.Select(way => way.Key))}");
        return string.Join("; ", broken) is { Length: > 0 } text ? text : "nowhere";
    }
}
