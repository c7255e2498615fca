using System.Globalization;
using System.Security;
using System.Text;
using Sealane.Protocol.Naming;

namespace Sealane.Server.Null;

/// <summary>Pages of invented keys, in the words of ListObjects and of ListObjectsV2.</summary>
internal static class InventedListing
{
    private const int MostKeys = 1000;

    /// <summary>Writes the page that a request asks for.</summary>
    public static void Write(TextBuffer document, Head head, string bucket)
    {
        var second = head.Query("list-type"u8) == "2";
        var url = head.Query("encoding-type"u8) == "url";
        var prefix = head.Query("prefix"u8) ?? "";
        var delimiter = head.Query("delimiter"u8) ?? "";
        var token = head.Query("continuation-token"u8);
        var after = head.Query(second ? "start-after"u8 : "marker"u8) ?? "";
        var most = int.TryParse(head.Query("max-keys"u8), CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 0, MostKeys) : MostKeys;
        var keys = InventedKeys.Of(bucket, prefix);
        var first = token is not null && long.TryParse(token, CultureInfo.InvariantCulture, out var number) ? number : Behind(keys, after, delimiter);

        document.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"u8);
        Element(document, "Name"u8, bucket);
        Element(document, "Prefix"u8, url ? ObjectKey.ToPath(prefix) : prefix);
        Element(document, "MaxKeys"u8, most.ToString(CultureInfo.InvariantCulture));

        if (delimiter.Length > 0)
        {
            Element(document, "Delimiter"u8, url ? ObjectKey.ToPath(delimiter) : delimiter);
        }

        if (url)
        {
            Element(document, "EncodingType"u8, "url");
        }

        var page = Fill(document, keys, Encoding.UTF8.GetBytes(prefix), Encoding.UTF8.GetBytes(delimiter), first, most);
        Element(document, "IsTruncated"u8, page.Next is null ? "false" : "true");

        if (second)
        {
            Element(document, "KeyCount"u8, page.Count.ToString(CultureInfo.InvariantCulture));
            Element(document, "ContinuationToken"u8, token);
            Element(document, "StartAfter"u8, after.Length == 0 ? null : url ? ObjectKey.ToPath(after) : after);
            Element(document, "NextContinuationToken"u8, page.Next?.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Element(document, "Marker"u8, url ? ObjectKey.ToPath(after) : after);
            Element(document, "NextMarker"u8, page.Next is null || delimiter.Length == 0 ? null : page.Last);
        }

        document.Write("</ListBucketResult>"u8);
    }

    // A marker that is a common prefix stands for all that begins with it.
    private static long Behind(InventedKeys keys, string after, string delimiter)
    {
        var text = Encoding.UTF8.GetBytes(after);
        return text.Length == 0 ? 0
            : delimiter.Length > 0 && after.EndsWith(delimiter, StringComparison.Ordinal) ? keys.BehindAll(text)
            : keys.Behind(text);
    }

    private static (int Count, long? Next, string Last) Fill(
        TextBuffer document, InventedKeys keys, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> delimiter, long first, int most)
    {
        Span<byte> room = stackalloc byte[InventedKeys.Longest];
        var number = Math.Max(first, keys.From(prefix));
        var end = keys.BehindAll(prefix);
        var lastLength = 0;
        var count = 0;

        for (; number < end && count < most; count++)
        {
            var key = room[..keys.Write(number, room)];
            var cut = delimiter.IsEmpty ? -1 : key[prefix.Length..].IndexOf(delimiter);
            lastLength = cut < 0 ? key.Length : prefix.Length + cut + delimiter.Length;

            if (cut < 0)
            {
                document.Write("<Contents><Key>"u8).Write(key)
                    .Write("</Key><LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>"u8).Write(InventedObject.ETagInXml)
                    .Write("</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>"u8)
                    .Write(InventedKeys.ObjectLength)
                    .Write("</Size><StorageClass>STANDARD</StorageClass></Contents>"u8);
                number++;
            }
            else
            {
                document.Write("<CommonPrefixes><Prefix>"u8).Write(key[..lastLength]).Write("</Prefix></CommonPrefixes>"u8);
                number = keys.BehindAll(key[..lastLength]);
            }
        }

        return (count, number < end && most > 0 ? number : null, Encoding.UTF8.GetString(room[..lastLength]));
    }

    private static void Element(TextBuffer document, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            document.Write("<"u8).Write(name).Write(">"u8).Write(SecurityElement.Escape(text)).Write("</"u8).Write(name).Write(">"u8);
        }
    }
}
