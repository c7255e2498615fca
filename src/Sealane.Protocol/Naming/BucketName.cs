using System.Buffers;

namespace Sealane.Protocol.Naming;

/// <summary>What S3 accepts as a bucket's name, and where such a name may stand in a request.</summary>
/// <remarks>Source: S3 User Guide, "General purpose bucket naming rules".</remarks>
public static class BucketName
{
    /// <value>The fewest characters of a name: 3.</value>
    public const int MinLength = 3;

    /// <value>The most characters of a name: 63, a host label's limit.</value>
    public const int MaxLength = 63;

    // Buckets older than March 2018 in us-east-1: up to 255 characters, upper case and underscores too.
    private const int MaxLegacyLength = 255;

    private static readonly SearchValues<char> Creatable = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    private static readonly SearchValues<char> Legacy =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    private static readonly (string Affix, string Why)[] ReservedPrefixes =
    [
        ("xn--", "which marks internationalised host names"),
        ("sthree-", "which S3 keeps for itself"),
        ("amzn-s3-demo-", "which S3 keeps for the examples of its documentation"),
    ];

    private static readonly (string Affix, string Why)[] ReservedSuffixes =
    [
        ("-s3alias", "which marks access point aliases"),
        ("--ol-s3", "which marks Object Lambda access point aliases"),
        (".mrap", "which marks multi-region access point aliases"),
        ("--x-s3", "which marks directory buckets"),
        ("--table-s3", "which marks table buckets"),
    ];

    /// <summary>The reason why S3 would refuse to create a bucket of this name, as a sentence; null when it would not.</summary>
    public static string? WhyInvalid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return WhyMisshapen(name) ?? WhyReserved(name);
    }

    /// <summary>The reason why no bucket, not even an old one, can bear this name, as a sentence; null when one can.</summary>
    /// <remarks>
    /// Looser than <see cref="WhyInvalid"/>: buckets from before March 2018 may have upper case, underscores and 255 characters.
    /// </remarks>
    public static string? WhyNotAddressable(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "" => "The bucket name is empty: give the name of a bucket.",
            { Length: > MaxLegacyLength } =>
                $"The bucket name '{name}' has {name.Length} characters, and {MaxLegacyLength} are the most there ever were.",
            _ => name.AsSpan().IndexOfAnyExcept(Legacy) is var at and >= 0
                ? $"The bucket name '{name}' contains '{name[at]}': no bucket's name has others than letters, digits, '.', '-' and '_'."
                : null,
        };
    }

    /// <summary>
    /// Whether the name can be the first part of the host: a DNS name, and over TLS without dots, since the certificate's <c>*</c> stands
    /// for one label only.
    /// </summary>
    public static bool IsVirtualHostable(string name, bool https)
    {
        ArgumentNullException.ThrowIfNull(name);
        return WhyMisshapen(name) is null && !(https && name.Contains('.', StringComparison.Ordinal));
    }

    private static string? WhyMisshapen(string name)
    {
        if (name.Length is < MinLength or > MaxLength)
        {
            return name.Length == 0
                ? "The bucket name is empty: give the name of a bucket."
                : $"The bucket name '{name}' has {name.Length} characters: it must have {MinLength} to {MaxLength}.";
        }

        if (name.AsSpan().IndexOfAnyExcept(Creatable) is var at and >= 0)
        {
            return $"The bucket name '{name}' contains '{name[at]}': it may have lower-case letters, digits, '.' and '-' only.";
        }

        if (!char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
        {
            return $"The bucket name '{name}' must begin and end with a letter or a digit.";
        }

        if (name.Contains("..", StringComparison.Ordinal))
        {
            return $"The bucket name '{name}' has two dots in a row.";
        }

        if (name.Contains(".-", StringComparison.Ordinal) || name.Contains("-.", StringComparison.Ordinal))
        {
            return $"The bucket name '{name}' has a hyphen beside a dot, which no host name may have.";
        }

        return HostLabel.LooksLikeAddress(name) ? $"The bucket name '{name}' has the form of an IP address." : null;
    }

    private static string? WhyReserved(string name)
    {
        foreach (var (prefix, why) in ReservedPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return $"The bucket name '{name}' begins with '{prefix}', {why}.";
            }
        }

        foreach (var (suffix, why) in ReservedSuffixes)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return $"The bucket name '{name}' ends with '{suffix}', {why}.";
            }
        }

        return null;
    }
}
