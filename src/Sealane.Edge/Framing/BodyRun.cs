namespace Sealane.Edge.Framing;

/// <summary>Some bytes of a body as they came off the wire: either all content, or all framing.</summary>
internal readonly record struct BodyRun(int Length, bool IsContent);
