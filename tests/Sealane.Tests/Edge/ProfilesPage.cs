using System.Text;
using System.Text.Json;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Tests.House;

namespace Sealane.Tests.Edge;

/// <summary>The page of profiles, printed from their files and from the table of mutations.</summary>
public sealed class ProfilesPage
{
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public void The_page_of_profiles_says_what_the_profiles_files_and_the_table_of_mutations_say()
    {
        var page = new StringBuilder("""
            # Profiles: what intermediaries do, as data

            Printed from the profiles' own files (`src/Sealane.Edge/Profiles`) and from the table of mutations. A profile is what one kind of intermediary does to
            a request and to its answer: small changes, in order. How well the measured ones imitate the real thing is in [agreement.md](agreement.md).
            A profile of your own is such a file, too, and goes by its path wherever a profile's name can stand; [mine.json](../samples/profiles/mine.json) is one
            with a word on each property. Several names in a row are a chain, the client's side first.

            | profile | version | whom it imitates | what it does |
            |---|---|---|---|

            """);
        foreach (var profile in EdgeProfile.All)
        {
            page.Append($"| [`{profile.Name}`](#{profile.Name}) | {profile.Version} | {profile.Title} | {Cell(profile.Description)} |\n");
        }

        foreach (var profile in EdgeProfile.All)
        {
            page.Append($"\n## {profile.Name}\n\n{profile.Title}, version {profile.Version}. {profile.Description}\n\nEvidence: {string.Join("; ", profile.Evidence)}.\n");
            page.Append(profile.Mutations.Count == 0 ? "" : "\n| in order | with | why |\n|---|---|---|\n");
            foreach (var (mutation, with) in profile.Mutations.Zip(Parameters(profile.Name)))
            {
                page.Append($"| `{mutation.Name}` | {with} | {Cell(mutation.Reason)} |\n");
            }
        }

        page.Append("""

            ## The mutations

            Every change that a profile's file can name, and where it is written or was seen.

            | mutation | parameters | source |
            |---|---|---|

            """);
        foreach (var row in MutationTable.Rows)
        {
            page.Append($"| `{row.Name}` | {Cell(row.Parameters)} | {Cell(Source(row.Name))} |\n");
        }

        PrintedPage.Check("profiles.md", page.ToString());
    }

    // Of one that a profile holds; those that none does are made here.
    private static string Source(string name) =>
        (EdgeProfile.All.SelectMany(profile => profile.Mutations).FirstOrDefault(mutation => mutation.Name == name)
            ?? Named.Mutation(name == "add-query-parameter" ? "\"name\": \"add-query-parameter\", \"parameter\": \"a=1\"" : name)).Source;

    // Beside the name, as the file has it.
    private static IEnumerable<string> Parameters(string profile)
    {
        using var file = typeof(EdgeProfile).Assembly.GetManifestResourceStream("profiles/" + profile)!;
        using var document = JsonDocument.Parse(file, WithComments);
        return [.. document.RootElement.GetProperty("mutations").EnumerateArray().Select(mutation => mutation.ValueKind == JsonValueKind.String
            ? ""
            : string.Join("; ", mutation.EnumerateObject().Where(property => property.Name != "name").Select(property => $"{property.Name}: {Value(property.Value)}")))];
    }

    private static string Value(JsonElement value) => Code(value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(item => item.GetString())),
        _ => value.GetRawText(),
    });

    // A backquote inside needs two around.
    private static string Code(string text) => Cell(text.Contains('`') ? $"`` {text} ``" : $"`{text}`");

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
