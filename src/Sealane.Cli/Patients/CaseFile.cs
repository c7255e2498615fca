using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Matrix;
using Sealane.Doctor.Reports;
using Sealane.Lab;
using Sealane.Lab.Programs;
using Sealane.Lab.Proxy;
using Sealane.Lab.Replays;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Cli.Patients;

/// <summary>What is known about a program so far, from the labs that it has been in.</summary>
/// <param name="ways">The ways that its requests are sent over.</param>
/// <param name="isStrict">Whether a way that lets no client through counts as well.</param>
internal sealed class CaseFile(IReadOnlyList<Way> ways, bool isStrict)
{
    private readonly SignatureDoctor _doctor = new(new SigningKeyCache());
    private readonly List<Diagnosis> _diagnoses = [];
    private readonly List<Replay> _replays = [];
    private readonly List<string> _notes = [];
    private readonly List<Voyage> _voyages = [];
    private readonly List<Refusal> _refusals = [];
    private Contacts _contacts = new(0, 0, 0, 0, 0);
    private string _region = "";

    /// <summary>What came into a lab, as it was sent; and the same over every way, or over the one that it came through.</summary>
    /// <param name="lab">The lab, its traffic at an end.</param>
    /// <param name="through">The way that the lab itself is; null when nothing in it changes anything.</param>
    /// <param name="cancellationToken">Ends the replays.</param>
    public async Task AddAsync(S3Lab lab, Way? through, CancellationToken cancellationToken)
    {
        _voyages.AddRange(lab.Voyages);
        _diagnoses.AddRange(lab.Voyages.Select(voyage => _doctor.Examine(voyage, lab.SecretOf)));
        _refusals.AddRange(lab.Refusals);
        _contacts += lab.Contacts;
        _region = lab.Region;
        var replayer = new Replayer(_doctor, lab.Credentials, lab.Region);
        if (through is not null)
        {
            _replays.AddRange(await replayer.ObserveAsync(lab.Captured, through, cancellationToken).ConfigureAwait(false));
            return;
        }

        var (matrix, replays) = await replayer.RunAsync(lab.Captured, ways, cancellationToken).ConfigureAwait(false);
        _replays.AddRange(replays);
        _notes.AddRange(matrix.Notes);
    }

    /// <summary>All of it.</summary>
    /// <param name="program">The program, as far as whoever ran it knows.</param>
    public Examination Conclude(ExaminedProgram program) => new()
    {
        Diagnoses = _diagnoses,
        Replays = _replays,
        Matrix = _replays.Count == 0 ? null : SurvivalMatrix.Of([.. ways.Select(way => new MatrixWay(way.Name, way.Title, way.Description))], _replays, _notes),
        IsStrict = isStrict,
        Program = program with
        {
            TookUp = ProgramUptake.Read(_contacts, _voyages, _refusals, LabKeys.AccessKeyId, _region),
            Refusals = [.. _refusals.Select(refusal => refusal.Sentence).Distinct(StringComparer.Ordinal)],
        },
    };
}
