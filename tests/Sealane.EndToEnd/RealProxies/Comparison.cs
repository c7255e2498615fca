using System.Text;
using Sealane.Tests.Edge;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>One case over a real proxy and over its imitation.</summary>
internal sealed record Comparison(Crossing Real, Crossing Imitated, IReadOnlyList<string> VolatileFields)
{
    // What the profiles call the endpoint; the real ones were told its address.
    public const string ImitatedOrigin = "origin.internal";

    /// <summary>What differs; null when nothing does.</summary>
    public DifferenceKind? Difference =>
        $"{Real.Survival}" != $"{Imitated.Survival}" ? DifferenceKind.Verdict
        : Onward(Real) != Onward(Imitated) ? DifferenceKind.Bytes
        : null;

    /// <summary>Both sides of a difference, line by line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Real.Case}: {Real.Survival}; imitated: {Imitated.Survival}\n");
        var (real, imitated) = (Onward(Real).Split("\r\n"), Onward(Imitated).Split("\r\n"));
        for (var i = 0; i < Math.Max(real.Length, imitated.Length); i++)
        {
            var (left, right) = (real.ElementAtOrDefault(i), imitated.ElementAtOrDefault(i));
            text.Append(left == right ? $"      {left}\n" : $"    - {left}\n    + {right}\n");
        }

        return text.ToString();
    }

    // What arrived, without what is another each time.
    private string Onward(Crossing crossing)
    {
        if (crossing.Arrived is not { } arrived)
        {
            return "";
        }

        var lines = arrived.Head.Replace(crossing.Origin.ToString(), ImitatedOrigin, StringComparison.Ordinal).Split("\r\n")
            .Select(line => VolatileFields.FirstOrDefault(name => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) is { } name ? line[..name.Length] + ": ..." : line);

        // How the chunks of a long body are cut depends on how it comes in.
        var isCutAnew = crossing.Case.Repeat > 1 && Peer.Value(arrived.Head, "transfer-encoding") is not null;
        return string.Join("\r\n", lines) + (isCutAnew ? Peer.Unchunk(arrived.Body) : arrived.Body);
    }
}
