namespace Sealane.Profiles;

/// <summary>The settings of one profile: those of the config file, overridden by those of the credentials file.</summary>
internal sealed class Profile(string name, IReadOnlyDictionary<string, string> settings, string origin)
{
    /// <summary>The profile's name, <c>default</c> if no other was asked for.</summary>
    public string Name => name;

    /// <summary>The files it came from, for messages.</summary>
    public string Origin => origin;

    /// <summary>A setting by its key (<c>region</c>, <c>s3.addressing_style</c>), or null when it is missing or empty.</summary>
    public string? this[string key] => settings.TryGetValue(key, out var value) && value.Length > 0 ? value : null;
}
