using System.Text;

namespace Sealane.Sync.Folders;

/// <summary>A folder that files are written into, and never beside it: each key becomes exactly one path in it, or is refused.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TargetFolder(string root)
{
    // Most file systems take so many bytes for one name.
    private const int MostNameBytes = 255;

    // Folders that were looked at once; forgotten when there are too many.
    private const int MostRemembered = 10_000;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private string? _realRoot;

    /// <summary>Why a key cannot be a path in the folder, and what to do; null when it can.</summary>
    public static string? WhyRefused(string key)
    {
        var folder = key.EndsWith('/');
        foreach (var range in (folder ? key.AsSpan(0, key.Length - 1) : key).Split('/'))
        {
            var name = key.AsSpan()[range];
            if (WhyRefused(name) is { } why)
            {
                return $"Its key cannot be a file's path: {why} Copy it by itself, under another name.";
            }
        }

        return null;
    }

    /// <summary>The path of a key, whose folder then exists.</summary>
    /// <exception cref="IOException">The key is refused, or its folder cannot be made, or is a link that leads outside.</exception>
    public string Prepare(string key)
    {
        if (WhyRefused(key) is { } why)
        {
            throw new IOException(why);
        }

        var slash = key.LastIndexOf('/');
        MakeFolder(slash < 0 ? "" : key[..slash]);
        return Path.Join(root, key);
    }

    private static string? WhyRefused(ReadOnlySpan<char> name) => name switch
    {
        "" => "it has a slash at its start or two in a row.",
        "." or ".." => $"'{name}' is a folder's way to itself or out of itself.",
        _ when name.Contains('\0') => "it has a NUL character.",
        _ when Encoding.UTF8.GetByteCount(name) > MostNameBytes => $"one of its names has more than {MostNameBytes} bytes.",
        _ when OperatingSystem.IsWindows() => WindowsNames.WhyRefused(name),
        _ => null,
    };

    private void MakeFolder(string key)
    {
        lock (_gate)
        {
            if (_known.Contains(key))
            {
                return;
            }

            var path = Path.Join(root, key);
            Directory.CreateDirectory(_realRoot is null ? root : RefuseOutside(key, path));
            if (_realRoot is null)
            {
                _realRoot = RealPath.Of(root);
                Directory.CreateDirectory(RefuseOutside(key, path));
            }

            if (_known.Count == MostRemembered)
            {
                _known.Clear();
            }

            _known.Add(key);
        }
    }

    // What exists of the path is resolved, so nothing is made on the far side of a link.
    private string RefuseOutside(string key, string path)
    {
        var real = RealPath.Of(path);
        return RealPath.IsInside(_realRoot!, real)
            ? path
            : throw new IOException($"'{key}' leads over a link to '{real}', outside '{root}'. Remove the link, or copy there by itself.");
    }
}
