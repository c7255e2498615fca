namespace Sealane;

/// <summary>One thing that the environment or a profile can say about a client, and what it said.</summary>
public sealed class EnvironmentSetting
{
    private readonly Func<S3ClientOptions, string?>? _show;

    internal EnvironmentSetting(string name, string? text, string? origin, string? ignored, Func<S3ClientOptions, string?>? show) =>
        (Name, Text, Origin, IgnoredBecause, _show) = (name, text, origin, ignored, show);

    /// <summary>Its key in a profile, such as <c>region</c> or <c>s3.multipart_chunksize</c>.</summary>
    public string Name { get; }

    /// <summary>What was said; null when nothing was.</summary>
    public string? Text { get; }

    /// <summary>Where it was said: a variable, or a key of a profile; null when it was not.</summary>
    public string? Origin { get; }

    /// <summary>Why it changes nothing here, when that is so: a setting of another client's inner workings.</summary>
    public string? IgnoredBecause { get; }

    /// <summary>The value in effect in some options, as text; null when none is, or when the setting changes nothing here.</summary>
    public string? ValueIn(S3ClientOptions options) => _show?.Invoke(options);
}
