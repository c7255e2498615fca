namespace Sealane.Protocol.Wire;

/// <summary>One line of a shape table.</summary>
public interface IMember
{
    /// <summary>The name in the service description and on the record.</summary>
    string Name { get; }

    /// <summary>The name of the query parameter, header, header prefix or element.</summary>
    string WireName { get; }

    MemberPlace Place { get; }

    WireType Type { get; }

    bool Required { get; }

    /// <summary>For a list in a document: the items' element; <see cref="WireName"/> when the list has none of its own.</summary>
    string? ItemName { get; }

    /// <summary>For a list: what the items are.</summary>
    WireType? ItemType { get; }

    /// <summary>For a structure, or a list of structures: its members.</summary>
    IShape? Structure { get; }
}

/// <summary>A shape table: how a record stands in a message.</summary>
public interface IShape
{
    IReadOnlyList<IMember> Members { get; }

    /// <summary>The root element's name, where the record itself is the document.</summary>
    string? Root { get; }

    /// <summary>Whether a member is a streamed payload.</summary>
    bool Streams { get; }
}
