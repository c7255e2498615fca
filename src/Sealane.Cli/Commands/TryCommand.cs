using System.CommandLine;
using System.Text;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Cli.Story;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane try</c>: the incident, happening, explained and avoided.</summary>
internal static class TryCommand
{
    private const long MostBytes = 16 * 1024 * 1024;

    public static Command Create()
    {
        var file = new Argument<FileInfo?>("file") { Description = "What to upload; a short text when left out.", Arity = ArgumentArity.ZeroOrOne };
        var record = new Option<string?>("--record") { Description = "Write the raw heads of every request at every hop, and the keys used, into this folder." };
        var seed = new Option<int>("--seed") { Description = "Seeds the schedule of holds.", DefaultValueFactory = _ => TryStory.DefaultSeed };
        var noReframing = new Option<bool>("--no-reframing") { Description = "Let the edge keep the framing, to see that nothing breaks then." };
        var command = new Command("try", "Watch the incident happen, be explained and be avoided: no account, no network.") { file, record, seed, noReframing };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var story = new TryStory(
                new TryOptions
                {
                    Content = await ReadAsync(parsed.GetValue(file), cancellationToken).ConfigureAwait(false),
                    Seed = parsed.GetValue(seed),
                    Profile = parsed.GetValue(noReframing) ? TryStory.Edge.WithoutReframing() : TryStory.Edge,
                    Record = parsed.GetValue(record),
                },
                new TryReport(Terminal.Standard));
            return await story.TellAsync(cancellationToken).ConfigureAwait(false) ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static async Task<byte[]> ReadAsync(FileInfo? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return Encoding.UTF8.GetBytes("Whatever lies on the way, the signature arrives.\n");
        }

        if (Directory.Exists(file.FullName))
        {
            throw new ArgumentException($"'{file}' is a folder, and the story uploads one file. Name a file in it, or none at all.");
        }

        if (!file.Exists)
        {
            throw new FileNotFoundException($"There is no file '{file}'. Name one that exists, or none at all.");
        }

        return file.Length <= MostBytes
            ? await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false)
            : throw new IOException($"The file '{file}' has {file.Length} bytes, and the story uploads it {Uploads.Times * (Remedy.All.Count + 2)} times. Choose one of at most {MostBytes}.");
    }
}
