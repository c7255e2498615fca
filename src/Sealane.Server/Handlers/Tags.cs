using System.Globalization;
using System.Text;
using Sealane.Protocol.Errors;
using Sealane.Protocol.Groups;
using Sealane.Server.Refusals;

namespace Sealane.Server.Handlers;

/// <summary>The tags that a writer gives an object, held to S3's rules (S3 User Guide, "Categorizing your objects using tags").</summary>
internal static class Tags
{
    private const int MostTags = 10;

    // Counted in UTF-16, which is what a string's length is.
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    private const string Signs = "_.:/=+-@";

    /// <summary>The tags that <c>x-amz-tagging</c> says; null for none.</summary>
    /// <exception cref="RefusedException">They break a rule.</exception>
    public static IReadOnlyList<Tag>? OfHeader(string? header)
    {
        if (header is null)
        {
            return null;
        }

        IReadOnlyList<Tag> tags = Tagging.Parse(header).TagSet;
        return HasDuplicate(tags, out _)
            ? throw new RefusedException(new Refusal(
                RequestErrors.InvalidArgument,
                "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.")
                .With("ArgumentName", "x-amz-tagging")
                .With("ArgumentValue", header))
            : Checked(tags);
    }

    /// <summary>The tags of a document; null for none.</summary>
    /// <exception cref="RefusedException">They break a rule.</exception>
    public static IReadOnlyList<Tag>? Checked(IReadOnlyList<Tag> tags)
    {
        if (tags.Count > MostTags)
        {
            throw new RefusedException(new(RequestErrors.BadRequest, $"Object tags cannot be greater than {MostTags}"));
        }

        if (HasDuplicate(tags, out string? twice))
        {
            throw Invalid("Cannot provide multiple Tags with the same key", twice);
        }

        foreach (Tag tag in tags)
        {
            Check(tag);
        }

        return tags.Count == 0 ? null : tags;
    }

    private static void Check(Tag tag)
    {
        if (tag.Key.StartsWith("aws:", StringComparison.Ordinal))
        {
            throw Invalid("Your TagKey cannot be prefixed with aws:", tag.Key);
        }

        if (tag.Key.Length is 0 or > LongestKey || !IsWritten(tag.Key))
        {
            throw Invalid("The TagKey you have provided is invalid", tag.Key);
        }

        if (tag.Value.Length > LongestValue || !IsWritten(tag.Value))
        {
            throw Invalid("The TagValue you have provided is invalid", tag.Key, tag.Value);
        }
    }

    private static bool HasDuplicate(IReadOnlyList<Tag> tags, out string? key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        key = tags.FirstOrDefault(tag => !seen.Add(tag.Key))?.Key;
        return key is not null;
    }

    // Letters, blanks and numbers of any script, and a few signs.
    private static bool IsWritten(string text) => text.EnumerateRunes().All(rune =>
        Rune.IsLetter(rune) || Rune.IsNumber(rune) || IsSeparator(rune) || (rune.IsBmp && Signs.Contains((char)rune.Value, StringComparison.Ordinal)));

    private static bool IsSeparator(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static RefusedException Invalid(string message, string? key, string? value = null) =>
        new(new Refusal(RequestErrors.InvalidTag, message).With("TagKey", key).With("TagValue", value));
}
