using Sealane.Signing.Requests;

namespace Sealane.Protocol.Wire;

/// <summary>A request as its operation describes it: no address, signature or framing yet on one side, no more on the other.</summary>
public sealed class WireRequest
{
    public required string Method { get; init; }

    /// <summary>The bucket, decoded; <see langword="null"/> when the operation has none.</summary>
    public string? Bucket { get; set; }

    /// <summary>The key, decoded, as UTF-16.</summary>
    public string? Key { get; set; }

    /// <summary>Decoded names and values in order; a value is <see langword="null"/> where the name stands without <c>=</c>.</summary>
    public List<KeyValuePair<string, string?>> Query { get; } = [];

    /// <summary>Fields in order, one char a byte (Latin-1).</summary>
    public List<HeaderField> Headers { get; } = [];

    /// <summary>The XML document, or empty.</summary>
    public ReadOnlyMemory<byte> Document { get; set; }

    /// <summary>The object's bytes, where the operation carries them.</summary>
    public Body? Body { get; set; }
}
