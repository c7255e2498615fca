using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Matrix;
using Sealane.Doctor.Reports;
using Sealane.Edge.Profiles;
using Sealane.Lab;
using Sealane.Lab.Programs;
using Sealane.Lab.Proxy;
using Sealane.Lab.Replays;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Text;

namespace Sealane.Cli.Patients;

/// <summary>One examination of a program, from its first run to all that is known about it.</summary>
internal sealed class Consultation(ExaminationOrder order)
{
    private readonly SignatureDoctor _doctor = new(new SigningKeyCache());
    private readonly List<Diagnosis> _diagnoses = [];
    private readonly List<Replay> _replays = [];
    private readonly List<string> _notes = [];
    private readonly List<Voyage> _voyages = [];
    private readonly List<Refusal> _refusals = [];
    private readonly List<int?> _exits = [];
    private Contacts _contacts = new(0, 0, 0, 0, 0);

    /// <summary>Runs the program, and sends what it sent over every way.</summary>
    public async Task<Examination> HoldAsync(CancellationToken cancellationToken)
    {
        if (order.RunsForEachWay)
        {
            foreach (var way in order.Ways)
            {
                await RunAsync(way.Edges, (lab, replayer) => ObserveAsync(lab, replayer, way, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            // Nothing on the way changes anything: so the program gets as far as it can, and all that it sends is there to be replayed.
            await RunAsync([EdgeProfile.Find("transparent")], (lab, replayer) => ReplayAsync(lab.Captured, replayer, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return Conclude();
    }

    // lab -> program, so often as asked -> what it sent, as it was sent -> every way
    private async Task RunAsync(IReadOnlyList<EdgeProfile> edges, Func<S3Lab, Replayer, Task> send, CancellationToken cancellationToken)
    {
        var options = new LabOptions { Seed = order.Seed, Captures = new CaptureLimits(), AccelerateEdges = edges, RegionalEdges = edges };
        var lab = await S3Lab.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (lab.ConfigureAwait(false))
        {
            var environment = order.AtEndpoint ? lab.Environment.AtEndpoint() : lab.Environment;
            for (var run = 0; run < order.Times; run++)
            {
                _exits.Add(await Patient.RunAsync(order.Program, environment, order.OutputToError, order.Time, cancellationToken).ConfigureAwait(false));
            }

            await Settling.OfAsync(lab, cancellationToken).ConfigureAwait(false);
            _voyages.AddRange(lab.Voyages);
            _diagnoses.AddRange(lab.Voyages.Select(voyage => _doctor.Examine(voyage, lab.SecretOf)));
            _refusals.AddRange(lab.Refusals);
            _contacts += lab.Contacts;
            await send(lab, new Replayer(_doctor, lab.Credentials, lab.Region)).ConfigureAwait(false);
        }
    }

    private async Task ReplayAsync(IReadOnlyList<CapturedRequest> captured, Replayer replayer, CancellationToken cancellationToken)
    {
        var (matrix, replays) = await replayer.RunAsync(captured, order.Ways, cancellationToken).ConfigureAwait(false);
        _replays.AddRange(replays);
        _notes.AddRange(matrix.Notes);
    }

    private async Task ObserveAsync(S3Lab lab, Replayer replayer, Way way, CancellationToken cancellationToken) =>
        _replays.AddRange(await replayer.ObserveAsync(lab.Captured, way, cancellationToken).ConfigureAwait(false));

    private Examination Conclude() => new()
    {
        Diagnoses = _diagnoses,
        Replays = _replays,
        Matrix = _replays.Count == 0 ? null : SurvivalMatrix.Of([.. order.Ways.Select(way => new MatrixWay(way.Name, way.Title, way.Description))], _replays, _notes),
        IsStrict = order.IsStrict,
        Program = new ExaminedProgram
        {
            Command = [.. order.Program.Select(Secrecy.MaskText)],
            Runs = _exits.Count,
            ExitCodes = [.. _exits.OfType<int>()],
            WasStopped = _exits.Contains(null),
            TookUp = ProgramUptake.Read(_contacts, _voyages, _refusals, LabKeys.AccessKeyId, "us-east-1"),
            Refusals = [.. _refusals.Select(refusal => refusal.Sentence).Distinct(StringComparer.Ordinal)],
        },
    };
}
