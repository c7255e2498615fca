namespace Sealane.Signing.Requests;

/// <summary>One header line of a message: its name as sent and its value without surrounding blanks.</summary>
/// <remarks>
/// Text of the wire is Latin-1 here: one <see cref="char"/> is one byte, so these strings <em>are</em> the raw bytes. That is how both
/// HTTP stacks of .NET hand headers over when they are told to use Latin-1, and it loses nothing.
/// </remarks>
/// <param name="Name">The field name, in the letter case it has on the wire.</param>
/// <param name="Value">The field value, one char a byte.</param>
public readonly record struct HeaderField(string Name, string Value)
{
    /// <summary>Whether this field has the given name; field names have no case (RFC 9110 5.1).</summary>
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The line as it stands in a head, without its line end; credentials are masked.</summary>
    public override string ToString() => $"{Name}: {Text.Secrecy.Mask(Name, Value)}";
}
