using System.Collections.Concurrent;
using System.Text;

namespace Sealane.EndToEnd.Secrets;

/// <summary>Everything that came out of a run and could be read, logged or pasted by somebody.</summary>
internal sealed class Artefacts
{
    private readonly ConcurrentQueue<(string Name, string Text)> _texts = [];

    /// <summary>A text, or what a value prints as.</summary>
    public void Add(string name, object? value)
    {
        if (value is not null)
        {
            _texts.Enqueue((name, value.ToString() ?? ""));
        }
    }

    /// <summary>What each of several values prints as.</summary>
    public void AddAll(string name, IEnumerable<object?> values)
    {
        foreach (var value in values)
        {
            Add(name, value);
        }
    }

    /// <summary>Every file of a folder, its name and its bytes.</summary>
    public void AddFolder(string name, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            Add($"{name}: {Path.GetRelativePath(folder, file)}", Path.GetRelativePath(folder, file) + "\n" + Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        }
    }

    /// <summary>How many there are, and how many of them speak of something: a search through nothing finds nothing.</summary>
    public int CountWith(string word) => _texts.Count(text => text.Text.Contains(word, StringComparison.Ordinal));

    /// <summary>Fails, naming artefact and secret, when one holds a secret.</summary>
    public void AssertWithout(SecretWords words)
    {
        var found = _texts.Select(text => (text.Name, Secrets: words.In(text.Text))).Where(text => text.Secrets.Count > 0);
        var sentences = found.Select(text => $"{text.Name} holds {string.Join(" and ", text.Secrets)}").Distinct().ToList();
        Assert.True(sentences.Count == 0, string.Join('\n', sentences));
    }
}
