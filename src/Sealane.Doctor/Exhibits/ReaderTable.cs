namespace Sealane.Doctor.Exhibits;

/// <summary>The readers. A text may hold records of several kinds, so each reader is asked.</summary>
internal static class ReaderTable
{
    private static readonly HarFile Archive = new();

    public static IReadOnlyList<ExhibitReader> Rows { get; } =
    [
        new BotocoreLog(),
        new RequestObject(),
        new SigningLog(),
        new HttpLog(),
        new ErrorXml(),
        new ErrorObject(),
        new ClientHints(),
        new PresignedUrls(),
    ];

    /// <summary>Everything that is recognised in a text, in its order, with who recognised it.</summary>
    public static IReadOnlyList<(ExhibitReader Reader, Sighting Sighting)> Read(string text)
    {
        IEnumerable<ExhibitReader> readers = HarFile.Is(text) ? [Archive] : Rows;
        return [.. readers.SelectMany(reader => reader.Read(text).Select(sighting => (reader, sighting))).OrderBy(found => found.sighting.At)];
    }
}
