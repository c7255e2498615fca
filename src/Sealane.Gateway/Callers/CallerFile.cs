using System.Text.Json;
using System.Text.Json.Serialization;
using Sealane.Signing.Keys;

namespace Sealane.Gateway.Callers;

/// <summary>A file of callers' keys, in JSON; comments and trailing commas may stand in it.</summary>
/// <remarks>
/// <code>
/// { "keys": [ { "accessKeyId": "TEAMA", "secretAccessKey": "...", "buckets": ["photos", "logs-*"], "readOnly": true } ] }
/// </code>
/// </remarks>
public static class CallerFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such file; the message names file and place, and no secret.</exception>
    public static IReadOnlyList<CallerKey> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            var keys = JsonSerializer.Deserialize(bytes, CallerJson.Default.CallerList)?.Keys ?? [];
            return keys.Count == 0
                ? throw new InvalidDataException($"{path} holds no keys: nobody could come in. Write {{ \"keys\": [ {{ \"accessKeyId\": ..., \"secretAccessKey\": ... }} ] }}.")
                : [.. keys.Select((row, index) => Key(path, row, index))];
        }
        catch (JsonException fault)
        {
            // The fault's own message may quote what stands there.
            throw new InvalidDataException(
                $"{path}, line {fault.LineNumber + 1}{(string.IsNullOrEmpty(fault.Path) ? "" : $", at {fault.Path}")}: this is not what a file of keys holds there. "
                + "A key has accessKeyId, secretAccessKey and, if you like, buckets (a list of names) and readOnly (true or false).");
        }
    }

    private static CallerKey Key(string path, CallerRow row, int index)
    {
        var fault = string.IsNullOrEmpty(row.AccessKeyId) ? "has no accessKeyId"
            : string.IsNullOrEmpty(row.SecretAccessKey) ? "has no secretAccessKey"
            : row.Buckets is { Count: 0 } ? "may use no bucket; leave buckets out to allow all"
            : row.Buckets?.FirstOrDefault(bucket => bucket.Length == 0 || bucket.TrimEnd('*').AsSpan().ContainsAny('*', '/')) is { } pattern
                ? $"has the bucket '{pattern}'; write a name, or the beginning of names and a * at its end"
                : null;
        var name = $"{path}: key {index + 1}{(string.IsNullOrEmpty(row.AccessKeyId) ? "" : $" ({row.AccessKeyId})")}";
        if (fault is not null)
        {
            throw new InvalidDataException($"{name} {fault}.");
        }

        try
        {
            return new CallerKey(new SigningCredentials(row.AccessKeyId!, row.SecretAccessKey!)) { Buckets = row.Buckets, IsReadOnly = row.ReadOnly };
        }
        catch (ArgumentException unusable)
        {
            throw new InvalidDataException($"{name} cannot be used: {unusable.Message.Replace($" (Parameter '{unusable.ParamName}')", "", StringComparison.Ordinal)}");
        }
    }
}

/// <summary>The file as it is written.</summary>
internal sealed record CallerList(IReadOnlyList<CallerRow> Keys);

/// <summary>One key as it is written.</summary>
internal sealed record CallerRow(string? AccessKeyId, string? SecretAccessKey, IReadOnlyList<string>? Buckets = null, bool ReadOnly = false)
{
    public override string ToString() => AccessKeyId ?? "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CallerList))]
internal sealed partial class CallerJson : JsonSerializerContext;
