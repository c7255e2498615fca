using Sealane.Doctor.Reports;
using Sealane.Edge.Profiles;
using Sealane.Lab;
using Sealane.Lab.Replays;
using Sealane.Signing.Text;

namespace Sealane.Cli.Patients;

/// <summary>One examination of a program, from its first run to all that is known about it.</summary>
internal sealed class Consultation(ExaminationOrder order)
{
    // Nothing on the way changes anything: so the program gets as far as it can, and all that it sends is there to be replayed.
    private static readonly EdgeProfile[] Nothing = [EdgeProfile.Find("transparent")];

    private readonly CaseFile _file = new(order.Ways, order.IsStrict);
    private readonly List<int?> _exits = [];

    /// <summary>How a lab is to be whose traffic is to be replayed.</summary>
    public static LabOptions ForReplays { get; } = new() { Captures = new CaptureLimits(), AccelerateEdges = Nothing, RegionalEdges = Nothing };

    /// <summary>Runs the program, and sends what it sent over every way.</summary>
    public async Task<Examination> HoldAsync(CancellationToken cancellationToken)
    {
        if (!order.RunsForEachWay)
        {
            await RunAsync(through: null, cancellationToken).ConfigureAwait(false);
        }

        foreach (var way in order.RunsForEachWay ? order.Ways : [])
        {
            await RunAsync(way, cancellationToken).ConfigureAwait(false);
        }

        return _file.Conclude(new ExaminedProgram
        {
            Command = [Secrecy.MaskText(order.Program[0])],
            Runs = _exits.Count,
            ExitCodes = [.. _exits.OfType<int>()],
            WasStopped = _exits.Contains(null),
        });
    }

    // lab -> program, so often as asked -> what it sent, as it was sent and over every way
    private async Task RunAsync(Way? through, CancellationToken cancellationToken)
    {
        var options = through is null ? ForReplays : ForReplays with { Seed = order.Seed, AccelerateEdges = through.Edges, RegionalEdges = through.Edges };
        var lab = await S3Lab.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (lab.ConfigureAwait(false))
        {
            var environment = order.AtEndpoint ? lab.Environment.AtEndpoint() : lab.Environment;
            for (var run = 0; run < order.Times; run++)
            {
                _exits.Add(await Patient.RunAsync(order.Program, environment, order.OutputToError, order.Time, cancellationToken).ConfigureAwait(false));
            }

            await Settling.OfAsync(lab, cancellationToken).ConfigureAwait(false);
            await _file.AddAsync(lab, through, cancellationToken).ConfigureAwait(false);
        }
    }
}
