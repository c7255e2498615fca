using Sealane.Protocol.Wire;
using Sealane.Signing.Text;

namespace Sealane.Protocol.Groups;

/// <summary>All the tags of an object.</summary>
public sealed record Tagging
{
    /// <summary>The tags, at most ten.</summary>
    public required IReadOnlyList<Tag> TagSet { get; init; }

    internal static Shape<Tagging> Shape { get; } = new ShapeBuilder<Tagging>(new() { TagSet = [] })
        .List("TagSet", "Tag", r => r.TagSet, (r, v) => r with { TagSet = v }, Tag.Shape, required: true)
        .Build();

    /// <summary>Names and values as a set of tags.</summary>
    public static Tagging Of(IEnumerable<KeyValuePair<string, string>> tags) =>
        new() { TagSet = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] };

    /// <summary>The tags that the header <c>x-amz-tagging</c> says; a key without <c>=</c> has the empty value.</summary>
    public static Tagging Parse(string header) => Of(header.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new(Decoded(pair), "") : KeyValuePair.Create(Decoded(pair.AsSpan(0, equals)), Decoded(pair.AsSpan(equals + 1)));
    }));

    /// <summary>The value of the header <c>x-amz-tagging</c> that says these tags.</summary>
    // key "=" value *( "&" key "=" value ), UTF-8, percent-encoded      (S3 API, PutObject)
    public string ToHeader() => string.Join('&', TagSet.Select(tag => $"{PercentEncoding.Encode(tag.Key)}={PercentEncoding.Encode(tag.Value)}"));

    private static string Decoded(ReadOnlySpan<char> text) => PercentEncoding.DecodeText(text, plusIsBlank: true);
}
