namespace Sealane.Protocol.Wire;

/// <summary>The headers of an answer, for a record that takes what every such answer has at once instead of member by member.</summary>
internal readonly ref struct HeaderTexts(Dictionary<string, int> index, Span<string?> texts, Stream? body)
{
    private readonly Span<string?> _texts = texts;

    /// <summary>The streamed payload.</summary>
    public Stream? Body => body;

    /// <summary>Takes a text; null when there is none.</summary>
    public string? Take(string wireName)
    {
        ref var text = ref _texts[index[wireName]];
        var taken = text is null ? null : HeaderText.Decode(text);
        text = null;
        return taken;
    }

    /// <summary>Takes a value; null when there is none. What is no such value stays, for the table to refuse or to pass over.</summary>
    public V? Take<V>(string wireName, Scalar<V> scalar)
        where V : struct
    {
        ref var text = ref _texts[index[wireName]];
        if (text is null || !scalar.TryRead(HeaderText.Decode(text), out var value))
        {
            return null;
        }

        text = null;
        return value;
    }
}

/// <summary>Makes a record of what an answer mostly has; members whose texts it leaves are set after it, one by one.</summary>
internal delegate T HeaderStart<out T>(HeaderTexts texts);
