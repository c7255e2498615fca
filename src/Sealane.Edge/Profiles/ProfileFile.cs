using System.Globalization;
using System.Text.Json;
using Sealane.Edge.Mutations;

namespace Sealane.Edge.Profiles;

/// <summary>A profile as a file.</summary>
internal static class ProfileFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    // { "name": TEXT, "version": NUMBER, "title": TEXT, "description": TEXT, "evidence": [TEXT], "mutations": [MUTATION] }
    // MUTATION = TEXT, its name alone; or { "name": TEXT, a parameter: its value, ... }
    public static EdgeProfile Read(Stream json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var properties = new PropertyReader(file, document.RootElement);
            var profile = new EdgeProfile
            {
                Name = properties.Text("name"),
                Version = (int)properties.Number("version", 1, least: 1, most: int.MaxValue),
                Title = properties.Text("title"),
                Description = properties.Text("description"),
                Evidence = properties.Texts("evidence"),
                Mutations = [.. properties.Elements("mutations").Select((element, i) => ReadMutation(element, $"{file}: mutations[{i.ToString(CultureInfo.InvariantCulture)}]"))],
            };
            properties.Finish();
            return profile;
        }
        catch (JsonException fault)
        {
            throw new FormatException($"{file}: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: this is no JSON. {fault.Message}", fault);
        }
    }

    private static Mutation ReadMutation(JsonElement element, string place)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            using var none = JsonDocument.Parse("{}");
            return MutationTable.Make(element.GetString()!, new PropertyReader(place, none.RootElement));
        }

        var properties = new PropertyReader(place, element);
        return MutationTable.Make(properties.Text("name"), properties);
    }
}
