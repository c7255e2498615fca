using System.Collections.Concurrent;
using System.Globalization;
using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Matrix;
using Sealane.Edge.Relay;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Lab.Replays;

/// <summary>Sends captured requests again, byte for byte, over every way, and says which operation survives which. Not for two runs at once.</summary>
/// <param name="doctor">Who judges.</param>
/// <param name="credentials">The keys that the scratch endpoints know.</param>
/// <param name="region">Their region.</param>
public sealed class Replayer(SignatureDoctor doctor, SigningCredentials credentials, string region)
{
    /// <summary>Replays requests and puts the outcomes together.</summary>
    /// <param name="requests">What was captured, in the order in which it was sent; a few of every kind are replayed.</param>
    /// <param name="ways">The ways.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The matrix, and every replay that it was made of.</returns>
    // captured --> [1 select] --> [2 control: nothing on the way] --> [3 each way x each hold] --> [4 who is to blame] --> matrix
    public async Task<(SurvivalMatrix Matrix, IReadOnlyList<Replay> Replays)> RunAsync(
        IReadOnlyList<CapturedRequest> requests, IReadOnlyList<Way> ways, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(ways);

        // 1 A few of every kind.
        var whole = requests.Where(request => request.Omission is null).ToList();
        var chosen = Selection.Of(whole);

        // 2 What becomes of each with nothing on the way: its operation, and whether it is right as it was sent.
        var subjects = await SubjectsAsync(chosen, cancellationToken).ConfigureAwait(false);

        // 3, 4 Ways are independent of each other.
        var replays = new ConcurrentDictionary<Way, IReadOnlyList<Replay>>();
        await Parallel.ForEachAsync(
            ways,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (way, cancelled) => replays[way] = await OverAsync(way, subjects, cancelled).ConfigureAwait(false)).ConfigureAwait(false);

        List<Replay> all = [.. ways.SelectMany(way => replays[way]), .. ways.SelectMany(way => Refused(requests, way))];
        return (SurvivalMatrix.Of([.. ways.Select(way => new MatrixWay(way.Name, way.Title, way.Description))], all, [.. Notes(requests, whole, chosen)]), all);
    }

    /// <summary>What became of requests whose program ran through a way itself.</summary>
    /// <param name="requests">What was captured there.</param>
    /// <param name="way">The way that they have come.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<IReadOnlyList<Replay>> ObserveAsync(IReadOnlyList<CapturedRequest> requests, Way way, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(way);
        var subjects = await SubjectsAsync([.. requests.Where(request => way.Meets(Subject.HostOf(request)))], cancellationToken).ConfigureAwait(false);
        return
        [
            .. subjects.Select(subject => new Replay(
                subject.Operation, way.Name, Examine(subject.Request.Voyage), subject.Request.Voyage.Hops.Select(hop => hop.Hold).FirstOrDefault(hold => hold is not null))),
        ];
    }

    private async Task<IReadOnlyList<Subject>> SubjectsAsync(IReadOnlyList<CapturedRequest> requests, CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
        {
            return [];
        }

        var subjects = new List<Subject>();
        var scratch = await ScratchEndpoint.StartAsync(credentials, region, cancellationToken).ConfigureAwait(false);
        await using (scratch.ConfigureAwait(false))
        {
            foreach (var request in requests)
            {
                var sent = request.Omission is null ? await scratch.SendAsync([], new HoldNothing(), request, request.Head, cancellationToken).ConfigureAwait(false) : null;
                var voyage = sent ?? request.Voyage;
                subjects.Add(new Subject(request, OperationOf(request.Head, voyage.Arrival ?? request.Voyage.Arrival), Examine(voyage)));
            }
        }

        return subjects;
    }

    private async Task<IReadOnlyList<Replay>> OverAsync(Way way, IReadOnlyList<Subject> subjects, CancellationToken cancellationToken)
    {
        var replays = new List<Replay>();
        var scratch = await ScratchEndpoint.StartAsync(credentials, region, cancellationToken).ConfigureAwait(false);
        await using (scratch.ConfigureAwait(false))
        {
            foreach (var subject in subjects.Where(subject => way.Meets(subject.Host)))
            {
                if (new Replay(subject.Operation, way.Name, subject.AsSent) is { Verdict: not CellVerdict.Survives } hopeless)
                {
                    // Refused even with nothing on the way: no way is to blame.
                    replays.Add(hopeless);
                    continue;
                }

                foreach (var hold in HoldsOf(way, subject.Request))
                {
                    var replay = await ReplayAsync(scratch, way, subject, hold, cancellationToken).ConfigureAwait(false);
                    replays.AddRange(replay is null ? [] : [replay]);
                }
            }
        }

        return replays;
    }

    private async Task<Replay?> ReplayAsync(ScratchEndpoint scratch, Way way, Subject subject, Hold? hold, CancellationToken cancellationToken)
    {
        Task<Voyage?> SendAsync(byte[] head) => scratch.SendAsync(way.Edges, hold ?? new HoldNothing(), subject.Request, head, cancellationToken);
        if (await SendAsync(subject.Request.Head).ConfigureAwait(false) is not { } voyage)
        {
            return null;
        }

        var replay = new Replay(subject.Operation, way.Name, Examine(voyage), hold?.ToString());
        if (replay.Verdict == CellVerdict.Survives || ControlRequest.HeadOf(subject.Request, credentials) is not { } control)
        {
            return replay;
        }

        // Chunks that are signed in turn do not fit the new signature: that the head verifies is what counts.
        var bare = await SendAsync(control).ConfigureAwait(false);
        return replay with { BreaksAnyClient = bare is not null && Examine(bare).Verdict is Verdict.Breaks or Verdict.NotReached };
    }

    private Diagnosis Examine(Voyage voyage) =>
        doctor.Examine(voyage, id => id == credentials.AccessKeyId ? credentials.SecretAccessKey : null);

    // One replay is enough where no hop of the way frames the body anew.
    private static Hold?[] HoldsOf(Way way, CapturedRequest request)
    {
        var head = MessageHead.Parse(request.Head);
        return request.Framing == BodyFraming.Chunked && way.Edges.Any(edge => edge.Plan(head).Reframes)
            ? [new HoldWholeBody(), new HoldNothing()]
            : [null];
    }

    private static string OperationOf(byte[] head, Arrival? arrival)
    {
        var request = MessageHead.Parse(head).ToRequest();
        var operation = arrival?.Operation ?? $"{request.Method} request";
        return AuthorizationReader.Read(request) is AuthorizationReading.Present { Authorization.Form: AuthorizationForm.Query } ? $"{operation} (presigned)" : operation;
    }

    // Their bodies were never sent, because they were refused: that says enough.
    private IEnumerable<Replay> Refused(IReadOnlyList<CapturedRequest> requests, Way way) => requests
        .Where(request => request.Omission is not null)
        .Select(request => new Replay(OperationOf(request.Head, request.Voyage.Arrival), way.Name, Examine(request.Voyage)))
        .Where(replay => replay.Verdict != CellVerdict.Survives);

    private static IEnumerable<string> Notes(IReadOnlyList<CapturedRequest> requests, List<CapturedRequest> whole, IReadOnlyList<CapturedRequest> chosen)
    {
        if (chosen.Count < whole.Count)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Replayed {chosen.Count} of {whole.Count} requests, a few of every kind.");
        }

        foreach (var omitted in requests.Where(request => request.Omission is not null).GroupBy(request => request.Omission!, StringComparer.Ordinal))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Not replayed, since {omitted.Key}: {omitted.Count()}, {omitted.First()} for one.");
        }
    }

    private sealed record Subject(CapturedRequest Request, string Operation, Diagnosis AsSent)
    {
        public string Host { get; } = HostOf(Request);

        public static string HostOf(CapturedRequest request) => MessageHead.Parse(request.Head).Value("host") ?? "";
    }
}
