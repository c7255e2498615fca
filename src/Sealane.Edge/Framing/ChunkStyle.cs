namespace Sealane.Edge.Framing;

/// <summary>How a hop writes chunks of its own.</summary>
/// <param name="Size">Bytes of content in each chunk but the last; 0: as many as are at hand.</param>
/// <param name="IsUpperCase">Whether sizes are written with upper-case digits.</param>
/// <param name="Digits">Least number of digits of a size, filled up with zeros.</param>
public sealed record ChunkStyle(int Size = 0, bool IsUpperCase = false, int Digits = 1);
