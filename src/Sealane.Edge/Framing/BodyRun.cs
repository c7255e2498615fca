namespace Sealane.Edge.Framing;

/// <summary>What some bytes of a body are.</summary>
internal enum RunKind
{
    /// <summary>Bytes of the content.</summary>
    Content,

    /// <summary>Chunk sizes, their extensions and line ends, the last chunk.</summary>
    Framing,

    /// <summary>The trailer section, with the empty line at its end.</summary>
    Trailer,
}

/// <summary>Some bytes of a body as they came off the wire, all of one kind.</summary>
internal readonly record struct BodyRun(int Length, RunKind Kind)
{
    public bool IsContent => Kind == RunKind.Content;
}
