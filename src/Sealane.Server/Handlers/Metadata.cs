using System.Globalization;
using System.Text;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>What a writer says about an object, checked and in the form in which it is kept and given back.</summary>
internal static class Metadata
{
    // Names and values of user metadata together (S3 User Guide, "User-defined object metadata").
    private const int LargestUserMetadata = 2 * 1024;

    private static readonly string[] StorageClasses =
    [
        "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR", "DEEP_ARCHIVE",
    ];

    /// <summary>Checks metadata and takes <c>aws-chunked</c> out of Content-Encoding.</summary>
    public static ObjectMetadata Checked(ObjectMetadata said)
    {
        if (!StorageClasses.Contains(said.StorageClass, StringComparer.Ordinal))
        {
            throw new RefusedException(new Refusal(RequestErrors.InvalidStorageClass).With("StorageClassRequested", said.StorageClass));
        }

        int size = said.User.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));

        if (size > LargestUserMetadata)
        {
            throw new RefusedException(new Refusal(RequestErrors.MetadataTooLarge)
                .With("Size", size.ToString(CultureInfo.InvariantCulture))
                .With("MaxSizeAllowed", LargestUserMetadata.ToString(CultureInfo.InvariantCulture)));
        }

        return said with { ContentEncoding = WithoutChunked(said.ContentEncoding) };
    }

    /// <summary>User metadata as S3 gives it back: values beyond ASCII as encoded words (RFC 2047), since headers carry no other.</summary>
    public static IReadOnlyDictionary<string, string> Shown(IReadOnlyDictionary<string, string> user) =>
        user.Values.All(value => Ascii.IsValid(value))
            ? user
            : user.ToDictionary(pair => pair.Key, pair => Ascii.IsValid(pair.Value) ? pair.Value : EncodedWord(pair.Value));

    // The coding belongs to the transfer and not to the object; clients put it first, last or alone.
    private static string? WithoutChunked(string? coding)
    {
        if (coding is null)
        {
            return null;
        }

        string[] codings = coding.Split(',', StringSplitOptions.TrimEntries);
        string[] kept = [.. codings.Where(item => !item.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase))];
        return kept.Length == codings.Length ? coding : kept.Length == 0 ? null : string.Join(", ", kept);
    }

    // "=?UTF-8?B?" base64 "?="      (RFC 2047 2)
    private static string EncodedWord(string text) => $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}
