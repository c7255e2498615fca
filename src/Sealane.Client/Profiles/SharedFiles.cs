using Sealane.Diagnostics;

namespace Sealane.Profiles;

/// <summary>The two files that AWS's tools share, where the environment says they are.</summary>
internal sealed class SharedFiles
{
    private readonly ProfileFile _config;
    private readonly ProfileFile _credentials;
    private readonly string _configPath;
    private readonly string _credentialsPath;

    private SharedFiles(string configPath, string credentialsPath)
    {
        (_configPath, _credentialsPath) = (configPath, credentialsPath);
        _config = Read(configPath);
        _credentials = Read(credentialsPath);
    }

    /// <summary>The paths in words, for messages.</summary>
    public string Origin => $"{_configPath} and {_credentialsPath}";

    /// <summary>Reads both files; a missing one is empty.</summary>
    /// <param name="environment">Looks up environment variables: AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, HOME or USERPROFILE.</param>
    public static SharedFiles Load(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new SharedFiles(
            Locate(environment, "AWS_CONFIG_FILE", "config"),
            Locate(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials"));
    }

    /// <summary>The profile to use: the one given, else AWS_PROFILE, else <c>default</c>, which alone may be missing.</summary>
    /// <exception cref="S3ConfigurationException">A profile was asked for by name and neither file has it.</exception>
    public Profile? Find(string? name, Func<string, string?> environment)
    {
        var asked = name ?? NonEmpty(environment("AWS_PROFILE"));
        var wanted = asked ?? "default";
        var fromConfig = _config.Section(wanted == "default" ? "default" : $"profile {wanted}")
            ?? (wanted == "default" ? _config.Section("profile default") : null);
        var fromCredentials = _credentials.Section(wanted);
        if (fromConfig is null && fromCredentials is null)
        {
            return asked is null ? null : throw NotFound(asked, name is null);
        }

        var settings = new Dictionary<string, string>(fromConfig ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (key, value) in fromCredentials ?? new Dictionary<string, string>())
        {
            settings[key] = value;
        }

        // [services NAME] holds endpoints for single services.
        if (settings.TryGetValue("services", out var services)
            && _config.Section($"services {services}") is { } section
            && section.TryGetValue("s3.endpoint_url", out var endpoint))
        {
            settings["services.s3.endpoint_url"] = endpoint;
        }

        return new Profile(wanted, settings, Origin);
    }

    private S3ConfigurationException NotFound(string name, bool fromEnvironment)
    {
        var known = _config.Sections
            .Where(section => section == "default" || section.StartsWith("profile ", StringComparison.Ordinal))
            .Select(section => section.StartsWith("profile ", StringComparison.Ordinal) ? section["profile ".Length..] : section)
            .Concat(_credentials.Sections)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var there = known.Count == 0 ? "neither file has any" : $"there are: {string.Join(", ", known)}";
        var source = fromEnvironment ? " (from AWS_PROFILE)" : string.Empty;
        return new S3ConfigurationException(
            $"There is no profile '{name}'{source} in {Origin}; {there}. Name one of these, or add [profile {name}] to {_configPath}.");
    }

    private static ProfileFile Read(string path)
    {
        try
        {
            return File.Exists(path) ? ProfileFile.Parse(File.ReadAllText(path), path) : ProfileFile.Empty;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new S3ConfigurationException($"{path} cannot be read: {fault.Message} Make it readable, or point to another file.", fault);
        }
    }

    private static string Locate(Func<string, string?> environment, string variable, string name)
    {
        var home = NonEmpty(environment("HOME")) ?? NonEmpty(environment("USERPROFILE")) ?? ".";
        return NonEmpty(environment(variable)) is not { } path
            ? Path.Combine(home, ".aws", name)
            : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
