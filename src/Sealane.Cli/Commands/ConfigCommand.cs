using System.CommandLine;
using Sealane.Cli.Flags;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Signing.Text;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane config</c>: the settings in effect and where each comes from. No secret is among them.</summary>
internal static class ConfigCommand
{
    private const int NameWidth = 32;
    private const int ValueWidth = 30;

    public static Command Create() => new S3Command("config", "Show the settings in effect and where each comes from.", ShowAsync)
    {
        Examples =
        [
            new("sealane config", "what a command started here would use"),
            new("AWS_PROFILE=work sealane config --json", "for a program"),
        ],
    };

    private static async Task<int> ShowAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var report = session.Report;
        var options = ClientFlags.Read(parsed, out var settings);
        foreach (var setting in settings)
        {
            var origin = ClientFlags.Overriding(setting.Name, parsed) ?? setting.Origin;
            if (setting.IgnoredBecause is null || origin is not null)
            {
                Write(report, setting.Name, setting.IgnoredBecause is null ? setting.ValueIn(options) : setting.Text, origin ?? "default", setting.IgnoredBecause);
            }
        }

        var keys = await options.Credentials.FindAsync(cancellationToken).ConfigureAwait(false);
        Write(report, "credentials", keys?.AccessKeyId, keys is null ? $"none in {options.Credentials.Description}" : options.Credentials.Description, null);
        report.Flush();
        return ExitCode.Done;
    }

    private static void Write(Report report, string name, string? value, string origin, string? ignored)
    {
        if (report.Style.Json)
        {
            report.WriteJson(json =>
            {
                json.WriteString("name"u8, name);
                json.WriteString("value"u8, value);
                json.WriteString("origin"u8, origin);
                if (ignored is not null)
                {
                    json.WriteString("ignored_because"u8, ignored);
                }
            });
            return;
        }

        report.Lines.Text(name.PadRight(NameWidth)).Blanks(1).Name(Secrecy.MaskText(value ?? "(none)").PadRight(ValueWidth)).Blanks(1).Text(origin);
        report.Lines.Text(ignored is null ? "" : $" (ignored: {ignored})").End();
    }
}
