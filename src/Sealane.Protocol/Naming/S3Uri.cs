namespace Sealane.Protocol.Naming;

/// <summary>
/// An address of the form <c>s3://BUCKET/KEY</c>, as people write it: the key stands as it is, nothing is percent-encoded.
/// </summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The key or prefix; empty when the address names the bucket only.</param>
public sealed record S3Uri(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <summary>Whether the text claims to be such an address, be it a right one or not.</summary>
    public static bool IsS3(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith("s3:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">The text is not such an address; the message names it and the remedy.</exception>
    public static S3Uri Parse(string text) => Read(text, out var uri) is { } fault ? throw new FormatException(fault) : uri!;

    /// <summary>Reads an address; false with a sentence that names the input and the remedy when it is none.</summary>
    public static bool TryParse(string text, out S3Uri? uri, out string? fault)
    {
        fault = Read(text, out uri);
        return fault is null;
    }

    /// <summary>The address as it is written: <c>s3://BUCKET/KEY</c>.</summary>
    public override string ToString() => $"{Scheme}{Bucket}/{Key}";

    private static string? Read(string text, out S3Uri? uri)
    {
        ArgumentNullException.ThrowIfNull(text);
        uri = null;
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return $"'{text}' is not an S3 address: write s3://BUCKET/KEY.";
        }

        var rest = text[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (bucket, key) = slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
        if (bucket.Length == 0)
        {
            return $"'{text}' names no bucket: write s3://BUCKET/KEY.";
        }

        if (bucket.StartsWith("arn:", StringComparison.Ordinal))
        {
            return $"'{text}' names an ARN, which is not supported here: write the bucket's name, s3://BUCKET/KEY.";
        }

        if ((BucketName.WhyNotAddressable(bucket) ?? (key.Length == 0 ? null : ObjectKey.WhyInvalid(key))) is { } why)
        {
            return $"'{text}' is not an S3 address. {why} Write s3://BUCKET/KEY.";
        }

        uri = new S3Uri(bucket, key);
        return null;
    }
}
