using System.CommandLine;
using System.Text;
using Sealane.Cli.Help;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Doctor;
using Sealane.Doctor.Exhibits;
using Sealane.Doctor.Explanations;
using Sealane.Signing.Keys;
using Sealane.Signing.Text;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane explain</c>: what error documents, debug logs, recorded heads and presigned URLs say about a signature that did not match.</summary>
internal static class ExplainCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var exhibits = new Argument<string[]>("exhibit") { Description = "Files, presigned URLs, or - for standard input; together where they are of one request.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Report as JSON (schema sealane/explanation/1)." };
        var command = new DocumentedCommand("explain", "Explain what you have in hand of a refused request: S3's error XML, a debug log, curl -v, a HAR, a presigned URL.")
        {
            Examples =
            [
                new("sealane explain error.xml boto.log", "what S3 computed beside what the client signed"),
                new("aws --debug s3 cp a s3://b/a 2>&1 | sealane explain -", "straight from the client"),
                new("sealane explain 'https://b.s3.amazonaws.com/k?X-Amz-...'", "is this URL still good, and what is wrong with it"),
            ],
            Notes = "Nothing is sent anywhere, secrets are never asked for, and signatures and tokens are masked in every output. With AWS_ACCESS_KEY_ID and "
                + "AWS_SECRET_ACCESS_KEY in the environment the signatures are computed again, which proves what is otherwise compared.\n"
                + "Recognised by content: error documents of S3 and its like; debug logs of boto3, AWS CLI 1 and 2, the SDKs for JavaScript, Java, Go and .NET; curl -v and wire logs; HTTP archives; presigned URLs.\n"
                + "Exit code: 0 nothing is wrong, 1 there is a finding, 3 nothing was recognised.",
        };
        command.Add(exhibits);
        command.Add(json);
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(() => ExplainAsync(parsed.GetValue(exhibits) ?? [], parsed.GetValue(json), cancellationToken)));
        return command;
    }

    private static async Task<int> ExplainAsync(string[] names, bool json, CancellationToken cancellationToken)
    {
        if (names.Length == 0 && !Console.IsInputRedirected)
        {
            throw new UsageException("Name a file or a presigned URL, or - and give it through a pipe: sealane explain error.xml boto.log");
        }

        // 1 What the person has.
        var exhibits = new List<Exhibit>();
        foreach (var (name, index) in (names.Length == 0 ? [StandardInput] : names).Select((name, index) => (name, index)))
        {
            exhibits.Add(await ReadAsync(name, index + 1, cancellationToken).ConfigureAwait(false));
        }

        // 2 What it says.
        var (id, secret) = (Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID"), Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY"));
        var explanation = new OfflineDoctor(new SigningKeyCache(), TimeProvider.System)
            .Explain(exhibits, asked => string.IsNullOrEmpty(secret) || (!string.IsNullOrEmpty(id) && asked != id && asked != OfflineDoctor.UnknownKey) ? null : secret);

        // 3 The report.
        await Console.Out.WriteAsync(json ? Encoding.UTF8.GetString(ExplanationReport.Write(explanation)) + "\n" : ExplanationText.Write(explanation)).ConfigureAwait(false);
        return explanation.Requests.Count == 0 ? ExitCode.NothingSeen : explanation.HasFindings || explanation.Requests.Any(request => request.IsRefused) ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task<Exhibit> ReadAsync(string name, int number, CancellationToken cancellationToken)
    {
        if (name.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || name.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return Exhibit.Of($"URL {number}", name);
        }

        var isInput = name == StandardInput;
        using var stream = isInput ? Console.OpenStandardInput() : File.OpenRead(name);
        using var bytes = new MemoryStream();
        var block = new byte[81920];
        int count;
        while ((count = await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
        {
            bytes.Write(block, 0, count);
            if (bytes.Length > Exhibit.MostBytes)
            {
                throw new UsageException($"{(isInput ? "Standard input" : $"'{Secrecy.MaskText(name)}'")} is longer than {Exhibit.MostBytes / (1024 * 1024)} MiB. Cut out the lines around the request that failed, from a minute before it.");
            }
        }

        return Exhibit.Of(isInput ? "standard input" : name, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
