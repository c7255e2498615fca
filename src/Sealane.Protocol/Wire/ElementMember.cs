using System.Text;
using Sealane.Protocol.Xml;

namespace Sealane.Protocol.Wire;

/// <summary>A member in a document.</summary>
/// <remarks>Items of a list may stand apart, so elements are gathered first and set on the record at the end.</remarks>
internal abstract class ElementMember<T> : Member<T>
{
    public abstract bool IsPresent(T record);

    public abstract void Write(XmlOutput xml, T record);

    /// <summary>Reads the element that the scanner stands on, and moves past it.</summary>
    public abstract object Gather(object? gathered, ref XmlScanner scanner);

    public abstract T Finish(T record, object gathered);
}

/// <summary>An element that holds one text.</summary>
internal sealed class TextElement<T> : ElementMember<T>
{
    public required Func<T, string?> Text { get; init; }

    public required Func<T, string, Member<T>, T> With { get; init; }

    public override bool IsPresent(T record) => Text(record) is not null;

    public override void Write(XmlOutput xml, T record)
    {
        if (Text(record) is { } text)
        {
            xml.Element(WireName, text);
        }
    }

    public override object Gather(object? gathered, ref XmlScanner scanner) => scanner.ReadText();

    public override T Finish(T record, object gathered) => With(record, (string)gathered, this);
}

/// <summary>An element that holds a record; also the whole document, when that is a member.</summary>
internal sealed class StructureElement<T, V> : ElementMember<T>
    where V : class
{
    public required Func<T, V?> Get { get; init; }

    public required Func<T, V, T> With { get; init; }

    public required Shape<V> Shape { get; init; }

    public override bool IsPresent(T record) => Get(record) is not null;

    public override void Write(XmlOutput xml, T record)
    {
        if (Get(record) is { } value)
        {
            Shape.Document.WriteOne(xml, WireName, value);
        }
    }

    public override object Gather(object? gathered, ref XmlScanner scanner) => Shape.ReadElement(ref scanner, before: null);

    public override T Finish(T record, object gathered) => With(record, (V)gathered);
}

/// <summary>A list: its items inside an element of its own, or one after the other in the parent (flattened).</summary>
internal sealed class ListElement<T, V> : ElementMember<T>
    where V : class
{
    public required Func<T, IReadOnlyList<V>?> Get { get; init; }

    public required Func<T, IReadOnlyList<V>, T> With { get; init; }

    public required Action<XmlOutput, string, V> WriteItem { get; init; }

    public required WireXml.ItemReader<V> ReadItem { get; init; }

    private bool Flattened => ItemName == WireName;

    public override bool IsPresent(T record) => Get(record) is not null;

    public override void Write(XmlOutput xml, T record)
    {
        if (Get(record) is not { } items)
        {
            return;
        }

        if (!Flattened)
        {
            xml.Start(WireName);
        }

        foreach (var item in items)
        {
            WriteItem(xml, ItemName!, item);
        }

        if (!Flattened)
        {
            xml.End(WireName);
        }
    }

    public override object Gather(object? gathered, ref XmlScanner scanner)
    {
        var items = (List<V>?)gathered ?? [];
        if (Flattened)
        {
            items.Add(ReadItem(ref scanner, items.LastOrDefault()));
            return items;
        }

        while (scanner.ReadChild())
        {
            if (Ascii.Equals(scanner.Name, ItemName))
            {
                items.Add(ReadItem(ref scanner, items.LastOrDefault()));
            }
            else
            {
                scanner.Skip();
            }
        }

        return items;
    }

    public override T Finish(T record, object gathered) => With(record, (List<V>)gathered);
}
