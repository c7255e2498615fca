using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Matrix;

namespace Sealane.Doctor.Baselines;

/// <summary>How a program sends its operations: kept in a file, so that the same program with another version of its SDK can be held against it.</summary>
/// <remarks>No time, id or value of a header is in it: two runs of the same program make the same file.</remarks>
/// <param name="Schema">Names the form of the document.</param>
/// <param name="Operations">The operations, by name.</param>
public sealed record Baseline(string Schema, IReadOnlyList<OperationHabit> Operations)
{
    private const string SchemaName = "sealane/baseline/1";

    private static readonly BaselineJson Json = new(new JsonSerializerOptions(BaselineJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The baseline of what was replayed; of the requests as they were sent, where nothing was.</summary>
    public static Baseline Of(IReadOnlyList<Diagnosis> sent, IReadOnlyList<Replay> replays, SurvivalMatrix? matrix)
    {
        var named = replays.Count > 0
            ? replays.Select(replay => (replay.Operation, replay.Diagnosis))
            : sent.Select(diagnosis => (Operation: diagnosis.Operation ?? diagnosis.Request.Split(' ')[0] + " request", Diagnosis: diagnosis));
        return new Baseline(
            SchemaName,
            [
                .. named.GroupBy(each => each.Operation, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => OperationHabit.Of(group.Key, [.. group.Select(each => each.Diagnosis)], matrix)),
            ]);
    }

    /// <summary>Reads one.</summary>
    /// <param name="json">The document.</param>
    /// <param name="file">What a message calls it.</param>
    /// <exception cref="FormatException">It is none; the message says what to do.</exception>
    public static Baseline Read(ReadOnlySpan<byte> json, string file)
    {
        Baseline? baseline = null;
        string? fault = null;
        try
        {
            baseline = JsonSerializer.Deserialize(json, Json.Baseline);
        }
        catch (JsonException problem)
        {
            fault = problem.Message;
        }

        return baseline is { Schema: SchemaName, Operations: not null } ? baseline : throw new FormatException(
            $"'{file}' is no baseline of this version ({fault ?? $"its schema is '{baseline?.Schema}', not '{SchemaName}'"}). Make one with --save.");
    }

    /// <summary>Writes it, in UTF-8.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json.Baseline);
}

/// <summary>The serialisers of the document, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Baseline))]
internal sealed partial class BaselineJson : JsonSerializerContext;
