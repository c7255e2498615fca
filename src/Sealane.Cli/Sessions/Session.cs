using System.CommandLine;
using Sealane.Cli.Flags;
using Sealane.Cli.Output;

namespace Sealane.Cli.Sessions;

/// <summary>What a command works with: one client, made when it is first asked for, and one report.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly Lazy<S3Client> _client;
    private readonly bool _ownsClient;

    private Session(S3ClientOptions options, Lazy<S3Client> client, bool ownsClient, Report report) =>
        (Options, _client, _ownsClient, Report) = (options, client, ownsClient, report);

    public S3ClientOptions Options { get; }

    public Report Report { get; }

    public S3Client S3 => _client.Value;

    public TimeProvider Clock => Options.TimeProvider;

    /// <summary>A session as the command line asks for it.</summary>
    public static Session Open(ParseResult parsed)
    {
        var options = ClientFlags.Read(parsed);
        var lines = new LineWriter(StandardOutput.Open(), terminal: !Console.IsOutputRedirected);
        return new(options, new(() => new S3Client(options)), ownsClient: true, new Report(OutputFlags.Read(parsed), lines, options.TimeProvider));
    }

    /// <summary>A session for one line of many: with this one's client, unless the line asks for something else than it has.</summary>
    public Session For(ParseResult line, Stream output)
    {
        var said = OutputFlags.Read(line);
        var style = Report.Style with { Json = Report.Style.Json || said.Json, Quiet = Report.Style.Quiet || said.Quiet, Progress = false };
        var report = new Report(style, new LineWriter(output, terminal: !Console.IsOutputRedirected), Clock);
        if (!ClientFlags.AnyGiven(line))
        {
            return new(Options, _client, ownsClient: false, report);
        }

        var options = ClientFlags.Read(line, Options);
        return new(options, new(() => new S3Client(options)), ownsClient: true, report);
    }

    public ValueTask DisposeAsync() => _ownsClient && _client.IsValueCreated ? _client.Value.DisposeAsync() : default;
}
