using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sealane.Bench.Transfers;

/// <summary>The published <c>sealane serve</c> as a process of its own, that every peer is measured against.</summary>
internal sealed partial class Endpoint : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly ManualResetEventSlim _ready = new();

    private Endpoint(Process process, string? authority)
    {
        _process = process;
        Authority = authority;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        if (!_ready.Wait(TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException("The endpoint did not start.");
        }
    }

    public Uri Url { get; private set; } = null!;

    public bool IsSecure => Authority is not null;

    /// <summary>The certificate file that clients have to trust; null in the clear.</summary>
    public string? Authority { get; }

    /// <summary>What every S3 client takes from its environment.</summary>
    public Dictionary<string, string> Environment
    {
        get
        {
            var variables = new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = "AKIASEALANELAB0EXAMPLE",
                ["AWS_SECRET_ACCESS_KEY"] = "sealane+lab/secret/opens+nothing/EXAMPLE",
                ["AWS_REGION"] = "us-east-1",
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_ENDPOINT_URL_S3"] = Url.GetLeftPart(UriPartial.Authority),
                ["AWS_EC2_METADATA_DISABLED"] = "true",
                ["AWS_CONFIG_FILE"] = "/nonexistent",
                ["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent",
            };
            if (Authority is not null)
            {
                variables["AWS_CA_BUNDLE"] = variables["SSL_CERT_FILE"] = variables["NODE_EXTRA_CA_CERTS"] = Authority;
                variables["SSL_CERT_DIR"] = "/nonexistent";
            }

            return variables;
        }
    }

    /// <summary>Starts <c>sealane serve</c> with these arguments.</summary>
    public static Endpoint Start(string sealane, string folder, bool tls, params string[] arguments)
    {
        var authority = tls ? Path.Combine(folder, "authority.pem") : null;
        string[] secure = authority is null ? [] : ["--tls", authority];
        return new(Process.Start(new ProcessStartInfo(sealane, ["serve", "--port", "0", .. secure, .. arguments]) { RedirectStandardOutput = true })!, authority);
    }

    /// <summary>What it has printed so far, without the greeting.</summary>
    public List<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Ends it and returns its last line, which counts connections and requests.</summary>
    public string Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        _process.WaitForExit();
        return Lines.LastOrDefault() ?? "";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Stop();
        }

        _process.Dispose();
        _ready.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (Address().Match(line) is { Success: true } found)
        {
            Url = new Uri(found.Groups[1].Value);
        }

        if (_ready.IsSet)
        {
            lock (_lines)
            {
                _lines.Add(line);
            }
        }
        else if (line.StartsWith("Stop with", StringComparison.Ordinal))
        {
            _ready.Set();
        }
    }

    [GeneratedRegex(@"^S3 endpoint on (https?://\S+?),")]
    private static partial Regex Address();
}
