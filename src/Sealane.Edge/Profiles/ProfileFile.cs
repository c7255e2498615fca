using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sealane.Edge.Faults;
using Sealane.Edge.Mutations;

namespace Sealane.Edge.Profiles;

/// <summary>A profile as a file.</summary>
internal static class ProfileFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    // { "name": TEXT, "version": NUMBER, "title": TEXT, "description": TEXT, "evidence": [TEXT], "mutations": [ITEM], "faults": [ITEM] }
    // ITEM = TEXT, its name alone; or { "name": TEXT, a parameter: its value, ... }
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
                Mutations = [.. Items(properties, "mutations", file).Select(item => MutationTable.Make(item.Text("name"), item))],
                Faults = Schedule(Items(properties, "faults", file)),
            };
            properties.Finish();
            return profile;
        }
        catch (JsonException fault)
        {
            throw new FormatException($"{file}: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: this is no JSON. {fault.Message}", fault);
        }
    }

    // NAME *( SP name "=" value ), as a command's option says it
    public static FaultSchedule ReadFaults(IEnumerable<string> faults) => Schedule(faults.Select(text =>
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new PropertyReader($"fault '{text}'", Object([("name", words.FirstOrDefault() ?? ""), .. words.Skip(1).Select(Pair)]));
    }));

    private static FaultSchedule Schedule(IEnumerable<PropertyReader> items)
    {
        FaultSchedule[] schedules = [.. items.Select(FaultTable.Read)];
        return schedules.Length switch { 0 => FaultSchedule.None, 1 => schedules[0], _ => FaultSchedule.AnyOf(schedules) };
    }

    private static IEnumerable<PropertyReader> Items(PropertyReader properties, string list, string file) => properties.Elements(list).Select((element, index) => new PropertyReader(
        string.Create(CultureInfo.InvariantCulture, $"{file}: {list}[{index}]"),
        element.ValueKind == JsonValueKind.String ? Object([("name", element.GetString()!)]) : element));

    private static (string Name, string Value) Pair(string word) => word.Split('=', 2) is [var name, var value] ? (name, value) : (word, "");

    // A number or a yes or no is written as one, everything else as text.
    private static JsonElement Object(IEnumerable<(string Name, string Value)> properties)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var (name, value) in properties)
            {
                json.WritePropertyName(name);
                if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                {
                    json.WriteNumberValue(number);
                }
                else if (value is "true" or "false")
                {
                    json.WriteBooleanValue(value == "true");
                }
                else
                {
                    json.WriteStringValue(value);
                }
            }

            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.Clone();
    }
}
