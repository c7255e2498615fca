using Sealane.Signing.Text;

namespace Sealane.Diagnostics;

/// <summary>Compares two canonical requests part by part and says in words what differs.</summary>
internal static class CanonicalDifferences
{
    // method LF path LF query LF *( name ":" value LF ) LF signed-headers LF payload-hash      (S3 API, sig-v4-header-based-auth)
    public static List<CanonicalDifference> Between(string signed, string arrived)
    {
        var ours = Parts.Of(signed);
        var theirs = Parts.Of(arrived);
        var found = new List<CanonicalDifference>();
        Compare(found, "method", ours.Method, theirs.Method, "Something on the way changed the method.");
        Compare(found, "path", ours.Path, theirs.Path, "Something on the way normalised or re-encoded the path.");
        Compare(found, "query", ours.Query, theirs.Query, "Something on the way changed or re-encoded the query.");
        foreach (var (name, value) in ours.Headers)
        {
            var other = theirs.Find(name);
            if (value != other)
            {
                found.Add(Header(name, value, other));
            }
        }

        foreach (var (name, value) in theirs.Headers)
        {
            if (ours.Find(name) is null)
            {
                var shown = Secrecy.Mask(name, value);
                found.Add(new($"header {name}", string.Empty, shown, $"The header {name} was not signed, and the server counts it in as '{shown}'."));
            }
        }

        Compare(found, "signed headers", ours.SignedHeaders, theirs.SignedHeaders, "The list of signed headers was changed.");
        Compare(found, "payload hash", ours.PayloadHash, theirs.PayloadHash, "The header x-amz-content-sha256 was changed, or the server reads it otherwise.");
        return found;
    }

    private static CanonicalDifference Header(string name, string signed, string? arrived)
    {
        var (ours, theirs) = (Secrecy.Mask(name, signed), Secrecy.Mask(name, arrived ?? string.Empty));
        var explanation = string.IsNullOrEmpty(arrived)
            ? $"The header {name} was signed as '{ours}' and arrived without a value: something on the way removed it."
            : Secrecy.IsSecret(name)
                ? $"The header {name} arrived with another value than was signed (both are secret)."
                : $"The header {name} was signed as '{ours}' and arrived as '{theirs}': something on the way changed it.";
        return new($"header {name}", ours, theirs, explanation);
    }

    private static void Compare(List<CanonicalDifference> found, string part, string signed, string arrived, string cause)
    {
        if (signed == arrived)
        {
            return;
        }

        // A query may hold a presigned signature.
        var (ours, theirs) = part == "query" ? (Query(signed), Query(arrived)) : (signed, arrived);
        found.Add(new(part, ours, theirs, $"The {part} was signed as '{ours}' and arrived as '{theirs}'. {cause}"));
    }

    private static string Query(string query) => Secrecy.MaskTarget("?" + query)[1..];

    private sealed record Parts(
        string Method, string Path, string Query, List<(string Name, string Value)> Headers, string SignedHeaders, string PayloadHash)
    {
        public static Parts Of(string canonical)
        {
            var lines = canonical.Split('\n');
            var headers = new List<(string, string)>();
            var at = 3;
            for (; at < lines.Length && lines[at].Length > 0; at++)
            {
                var colon = lines[at].IndexOf(':', StringComparison.Ordinal);
                if (colon > 0)
                {
                    headers.Add((lines[at][..colon], lines[at][(colon + 1)..]));
                }
            }

            return new(Line(lines, 0), Line(lines, 1), Line(lines, 2), headers, Line(lines, at + 1), Line(lines, at + 2));
        }

        public string? Find(string name) => Headers.Where(header => header.Name == name).Select(header => header.Value).FirstOrDefault();

        private static string Line(string[] lines, int at) => at < lines.Length ? lines[at] : string.Empty;
    }
}
