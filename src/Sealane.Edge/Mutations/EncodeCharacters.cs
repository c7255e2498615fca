namespace Sealane.Edge.Mutations;

/// <summary>Writes characters as escapes that came without.</summary>
/// <param name="characters">Which characters; a percent sign only where it begins no escape.</param>
/// <param name="inPath">Whether in the path.</param>
/// <param name="inQuery">Whether in the query.</param>
/// <param name="nonAscii">Whether bytes above 0x7F too.</param>
public sealed class EncodeCharacters(string characters, bool inPath, bool inQuery, bool nonAscii) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "encode-characters";

    /// <inheritdoc/>
    public override string Reason => "What RFC 3986 does not allow in a URL goes on as what was meant.";

    /// <inheritdoc/>
    public override string Source => "RFC 3986 2; Kriechi/aws-s3-reverse-proxy#3 ('=' in queries), envoy#10280 ('@'); measured: Apache 2.4 and Caddy 2.6 (| \" < > \\ and UTF-8)";

    /// <inheritdoc/>
    protected override string ChangePath(string path) => inPath ? Encode(path) : path;

    // The first equals sign of a pair parts name and value, and stays.
    /// <inheritdoc/>
    protected override string? ChangeQuery(string query) => !inQuery ? query : string.Join('&', query.Split('&').Select(pair =>
        pair.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 ? $"{Encode(pair[..equals])}={Encode(pair[(equals + 1)..])}" : Encode(pair)));

    private string Encode(string text) => string.Concat(text.Select((octet, i) =>
        (characters.Contains(octet, StringComparison.Ordinal) && !Escapes.IsAt(text, i)) || (nonAscii && octet > 0x7F) ? Escapes.Of(octet) : octet.ToString()));
}
