using System.Globalization;
using System.Text.Json;

namespace Sealane.Edge.Mutations;

/// <summary>Reads the properties of one object of a profile's file; an error names the place and what may stand there.</summary>
/// <param name="place">The file and the place in it.</param>
/// <param name="element">The object.</param>
public sealed class PropertyReader(string place, JsonElement element)
{
    private readonly JsonElement _object = element.ValueKind == JsonValueKind.Object
        ? element
        : throw new FormatException($"{place}: an object, as {{ \"name\": \"...\" }}, is wanted here.");

    private readonly List<string> _known = [];

    /// <summary>The text of a property that must be there.</summary>
    public string Text(string name) => OptionalText(name) ?? throw Wrong(name, "a text is missing here");

    /// <summary>The text of a property; null when it is not there.</summary>
    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw Wrong(name, "a text is wanted, as \"...\""),
    };

    /// <summary>One of some words.</summary>
    /// <param name="name">The property.</param>
    /// <param name="words">What it may say; the first is meant when it is not there.</param>
    public string Choice(string name, params ReadOnlySpan<string> words)
    {
        var word = OptionalText(name) ?? words[0];
        return words.Contains(word) ? word : throw Wrong(name, $"'{word}' is not known here. There are: {string.Join(", ", words)}");
    }

    /// <summary>What one of some words stands for.</summary>
    /// <param name="name">The property.</param>
    /// <param name="meanings">The words and what they stand for; the first is meant when it is not there.</param>
    internal T Word<T>(string name, params (string Word, T Meaning)[] meanings)
    {
        var word = Choice(name, [.. meanings.Select(meaning => meaning.Word)]);
        return meanings.First(meaning => meaning.Word == word).Meaning;
    }

    /// <summary>Whether a mutation works in a part of the target: <c>in</c> says path, query or, by default, both.</summary>
    internal bool IsIn(string part) => Choice("in", "both", "path", "query") is var where && (where == "both" || where == part);

    /// <summary>The status of an answer.</summary>
    internal int Status(string name, int otherwise) => (int)Number(name, otherwise, least: 200, most: 599);

    /// <summary>A whole number.</summary>
    /// <param name="name">The property.</param>
    /// <param name="otherwise">What is meant when it is not there.</param>
    /// <param name="least">The smallest that is taken.</param>
    /// <param name="most">The largest.</param>
    public long Number(string name, long otherwise, long least = 0, long most = long.MaxValue) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) && value >= least && value <= most => value,
        _ => throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number is wanted, {least} to {most}")),
    };

    /// <summary>Yes or no; no when it is not there.</summary>
    public bool Flag(string name) => Find(name)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw Wrong(name, "true or false is wanted"),
    };

    /// <summary>A list of texts; empty when it is not there.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. Elements(name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name, "a list of texts is wanted, as [\"...\"]"))];

    /// <summary>The items of a list; none when it is not there.</summary>
    public IEnumerable<JsonElement> Elements(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw Wrong(name, "a list is wanted, as [...]"),
    };

    /// <summary>Refuses properties that nobody has asked for: a slip of the pen must not pass as a default.</summary>
    /// <exception cref="FormatException">There is one.</exception>
    public void Finish()
    {
        foreach (var property in _object.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
            {
                throw Wrong(property.Name, $"there is no such property here. There are: {string.Join(", ", _known)}");
            }
        }
    }

    /// <summary>The error for a property whose value will not do.</summary>
    public FormatException Wrong(string name, string remedy) => new($"{place}: '{name}': {remedy}.");

    private JsonElement? Find(string name)
    {
        if (!_known.Contains(name))
        {
            _known.Add(name);
        }

        return _object.TryGetProperty(name, out var value) ? value : null;
    }
}
