using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sealane.Signing.Keys;

namespace Sealane.Cli.Story;

/// <summary>
/// A folder with the raw heads of every request at every hop and the keys that signed them, so that anybody can check the verdicts with
/// another implementation. The keys are the lab's own, printed in its documentation; no other key can get here.
/// </summary>
/// <remarks>
/// <c>keys.json</c>; <c>requests.tsv</c> (folder, client, status, code, hold, framing sent, framing onward); and for each request a folder with
/// <c>sent.head</c>, <c>hop-N-NAME.head</c> as it left each hop, <c>arrived.head</c> and <c>answer.head</c>.
/// </remarks>
internal static class Recording
{
    /// <summary>Makes the folder, before there is anything to lose.</summary>
    /// <exception cref="IOException">The folder is not empty, or cannot be made.</exception>
    public static void Prepare(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"The folder '{folder}' is not empty. Name a new or an empty one for --record.");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder '{folder}' cannot be made. Name one for --record where files may be written.", fault);
        }
    }

    /// <summary>Fills the folder.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task WriteAsync(string folder, SigningCredentials keys, IReadOnlyList<Series> series, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "keys.json"), KeysDocument(keys), cancellationToken).ConfigureAwait(false);
        var rows = new StringBuilder("request\tclient\tstatus\tcode\thold\tsent\tonward\n");
        var number = 0;
        foreach (var (run, trial) in series.SelectMany(run => run.Trials.Select(trial => (run, trial))))
        {
            var name = (++number).ToString("000", CultureInfo.InvariantCulture);
            var sent = trial.Voyage.Hops.Count > 0 ? trial.Voyage.Hops[0].FramingBefore.ToString() : "";
            rows.Append(CultureInfo.InvariantCulture, $"{name}\t{run.Client}, {run.Way}\t{trial.Status}\t{trial.ErrorCode}\t{trial.Hold}\t{sent}\t{trial.Onward}\n");
            await WriteHeadsAsync(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, trial, cancellationToken).ConfigureAwait(false);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "requests.tsv"), rows.ToString(), cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteHeadsAsync(string folder, Trial trial, CancellationToken cancellationToken)
    {
        await WriteAsync("sent", trial.Voyage.Sent).ConfigureAwait(false);
        for (var i = 0; i < trial.Voyage.Hops.Count; i++)
        {
            await WriteAsync($"hop-{i + 1}-{trial.Voyage.Hops[i].Name}", trial.Voyage.Hops[i].After).ConfigureAwait(false);
        }

        await WriteAsync("arrived", trial.Voyage.Arrival?.Head ?? []).ConfigureAwait(false);
        await WriteAsync("answer", trial.Voyage.Hops.Count > 0 ? trial.Voyage.Hops[0].Answer ?? [] : []).ConfigureAwait(false);

        Task WriteAsync(string name, byte[] head) => File.WriteAllBytesAsync(Path.Combine(folder, name + ".head"), head, cancellationToken);
    }

    private static string KeysDocument(SigningCredentials keys)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("access_key_id", keys.AccessKeyId);
            json.WriteString("secret_access_key", keys.SecretAccessKey);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
