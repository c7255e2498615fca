using System.Text.Json;

namespace Sealane.Doctor.Exhibits;

/// <summary>An HTTP archive, as a browser's network panel or a recording proxy saves it (HAR 1.2): requests and answers of S3 alone.</summary>
internal sealed class HarFile : ExhibitReader
{
    private static readonly ErrorXml Bodies = new();

    public override string Kind => "an HTTP archive (HAR)";

    public override IEnumerable<Sighting> Read(string text)
    {
        // The position of an entry is its number: the text is not read twice.
        var sightings = new List<Sighting>();
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory().TrimStart());
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("log", out var log)
                && log.ValueKind == JsonValueKind.Object && log.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Array)
            {
                foreach (var (entry, index) in entries.EnumerateArray().Select((entry, index) => (entry, index)))
                {
                    sightings.AddRange(Entry(entry, index));
                }
            }
        }
        catch (JsonException)
        {
            return [];
        }

        return sightings;
    }

    /// <summary>Whether the text is an archive, so that what its strings hold is not read a second time.</summary>
    public static bool Is(string text) => text.AsSpan(0, Math.Min(text.Length, 4096)).Contains("\"log\"", StringComparison.Ordinal)
        && text.Contains("\"entries\"", StringComparison.Ordinal) && text.AsSpan().TrimStart().StartsWith("{");

    private static IEnumerable<Sighting> Entry(JsonElement entry, int index)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("request", out var request)
            || Text(request, "url") is not { } address || !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || SeenHead.Of(Text(request, "method") is { Length: > 0 } method ? method : "GET", address, Fields(request), url.Authority) is not { } head
            || !(head.Has("authorization") || head.Query.Contains("X-Amz-", StringComparison.OrdinalIgnoreCase)))
        {
            yield break;
        }

        yield return new Sighting.Sent(index, head);
        if (!entry.TryGetProperty("response", out var answer) || answer.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        yield return new Sighting.Answered(index, answer.TryGetProperty("status", out var status) && status.TryGetInt32(out var number) && number > 0 ? number : null, [.. SeenHead.Fields(Fields(answer))]);
        if (answer.TryGetProperty("content", out var content) && Text(content, "text") is { } body)
        {
            foreach (var refused in Bodies.Read(Text(content, "encoding") == "base64" ? Decoded(body) : body).Take(1))
            {
                yield return refused with { At = index };
            }
        }
    }

    // HTTP/2's pseudo-fields are not of the head: ":authority" is Host by another name.
    private static List<KeyValuePair<string, string>> Fields(JsonElement message) => message.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Array
        ? [.. headers.EnumerateArray()
            .Select(header => (Name: Text(header, "name"), Value: Text(header, "value")))
            .Where(header => header is { Name.Length: > 0, Value: not null } && (header.Name[0] != ':' || header.Name == ":authority"))
            .Select(header => new KeyValuePair<string, string>(header.Name == ":authority" ? "host" : header.Name!, header.Value!))]
        : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : string.Empty;
    }
}
