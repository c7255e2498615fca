namespace Sealane.Protocol.Naming;

/// <summary>The letters-digits-hyphen label of a host name (RFC 1123, section 2.1), which bucket and region names become.</summary>
internal static class HostLabel
{
    public const int MaxLength = 63;

    public static bool IsValid(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > MaxLength || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Four numbers between dots: a resolver takes such a name for an address, so nobody can own it as a name.</summary>
    public static bool LooksLikeAddress(ReadOnlySpan<char> name)
    {
        var numbers = 0;
        foreach (var label in name.Split('.'))
        {
            if (name[label].IsEmpty || name[label].ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            numbers++;
        }

        return numbers == 4;
    }
}
