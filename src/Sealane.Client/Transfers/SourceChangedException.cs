namespace Sealane.Transfers;

/// <summary>A file or stream changed, shrank or vanished while it was uploaded; no object was made of what was read.</summary>
public sealed class SourceChangedException : IOException
{
    internal SourceChangedException(string source, string what)
        : base($"'{source}' {what} while it was uploaded, so no object was stored. Upload it again when nothing writes to it, or upload a copy.") =>
        SourceName = source;

    /// <summary>The file's path, or what the source was called.</summary>
    public string SourceName { get; }
}
