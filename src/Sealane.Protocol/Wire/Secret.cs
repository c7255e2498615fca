using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Sealane.Protocol.Wire;

/// <summary>A text that never prints: an SSE-C key, or what else S3's service description marks as sensitive.</summary>
/// <remarks>A record that holds one can be logged whole. Only <see cref="Reveal"/> gives the text: every use can be found.</remarks>
[DebuggerDisplay("***")]
public sealed class Secret(string text) : IEquatable<Secret>
{
    private readonly string _text = text;

    /// <summary>The text itself, for the wire.</summary>
    public string Reveal() => _text;

    public override string ToString() => "***";

    public bool Equals(Secret? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Secret?(string? text) => text is null ? null : new Secret(text);
}
