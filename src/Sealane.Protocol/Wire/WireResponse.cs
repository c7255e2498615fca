using Sealane.Signing.Requests;

namespace Sealane.Protocol.Wire;

/// <summary>A successful answer as its operation describes it.</summary>
public sealed class WireResponse
{
    public required int Status { get; init; }

    /// <summary>Fields in order, one char a byte (Latin-1).</summary>
    public List<HeaderField> Headers { get; init; } = [];

    /// <summary>The XML document, or empty.</summary>
    public ReadOnlyMemory<byte> Document { get; set; }

    /// <summary>The object's bytes, where the operation carries them; disposing it releases what it comes from.</summary>
    public Stream? Body { get; set; }
}
