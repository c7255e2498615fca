using System.Globalization;
using System.Net;
using Sealane.Tests.Edge;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>What came of one case on one way.</summary>
/// <param name="Case">The case.</param>
/// <param name="Origin">The endpoint's address.</param>
/// <param name="Sent">The head as it was sent.</param>
/// <param name="Arrived">Head and body as they arrived at the endpoint; null when they did not.</param>
/// <param name="Answer">The head of the answer; null when there was none.</param>
internal sealed record Crossing(SurvivalCase Case, IPEndPoint Origin, string Sent, (string Head, string Body)? Arrived, string? Answer)
{
    private const int AtOnce = 8;

    // As long as the table of what was measured waited.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>The status of the answer.</summary>
    public int? Status => Answer is null ? null : int.Parse(Answer.Split(' ')[1], CultureInfo.InvariantCulture);

    public Survival Survival => Survival.Of(this);

    /// <summary>Sends every case over one way, several at once, each on a connection of its own.</summary>
    public static async Task<IReadOnlyList<Crossing>> AllAsync(IPEndPoint way, MirrorOrigin origin, CancellationToken cancellationToken)
    {
        var crossings = new Crossing[SurvivalCase.All.Count];
        await Parallel.ForAsync(0, crossings.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, _) => crossings[i] = await SendAsync(SurvivalCase.All[i], way, origin));
        return crossings;
    }

    private static async Task<Crossing> SendAsync(SurvivalCase survivalCase, IPEndPoint way, MirrorOrigin origin)
    {
        var (head, body) = survivalCase.Sign();
        await using var client = await Peer.ConnectAsync(way);
        string? answer = null;
        try
        {
            await client.SendAsync(head + body);
            do
            {
                answer = await client.HeadAsync().WaitAsync(Patience);
            }
            while (answer.Split(' ')[1] == "100");
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            answer = null;
        }

        return new Crossing(survivalCase, origin.EndPoint, head, answer is null ? null : origin.Arrived(answer), answer);
    }
}
