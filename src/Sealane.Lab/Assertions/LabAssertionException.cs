namespace Sealane.Lab.Assertions;

/// <summary>What a test asserted of a lab does not hold; the message says what was seen instead.</summary>
/// <remarks>A plain exception, so that every test framework reports it as it is.</remarks>
public sealed class LabAssertionException(string message) : Exception(message);
