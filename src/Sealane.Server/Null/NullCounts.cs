namespace Sealane.Server.Null;

/// <summary>What a null endpoint has seen.</summary>
/// <param name="Connections">Connections since the start.</param>
/// <param name="MostAtOnce">The most that were open at a time.</param>
/// <param name="Requests">Requests that were answered.</param>
public readonly record struct NullCounts(long Connections, int MostAtOnce, long Requests);
