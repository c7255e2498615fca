namespace Sealane.Flow;

/// <summary>Decides how many lanes are open after a window of measuring. Pure functions: no clock, no state.</summary>
/// <remarks>
/// <code>
/// proven width, resting         keep, rest one window less
/// proven width                  try twice as many
/// on trial, just widened        pass the window over
/// on trial, a quarter faster    proven; try twice as many
/// on trial, anything less       back to what is proven, and rest
/// 503 SlowDown                  half as many, and rest
/// </code>
/// </remarks>
internal static class PaceRule
{
    /// <summary>What twice as many lanes must bring, as a share of the rate before.</summary>
    public const double Gain = 0.25;

    /// <summary>For how many windows nothing is tried after a trial that did not pay, or a refusal.</summary>
    public const int RestWindows = 50;

    /// <summary>The state after a window in which all lanes were busy.</summary>
    public static PaceState After(PaceState state, double rate, int maximum)
    {
        if (state.Settling)
        {
            return state with { Settling = false };
        }

        if (state.Width == state.Proven)
        {
            return state.Rest > 0 ? state with { Rate = rate, Rest = state.Rest - 1 } : Widened(state with { Rate = rate }, maximum);
        }

        return rate >= state.Rate * (1 + Gain)
            ? Widened(state with { Proven = state.Width, Rate = rate }, maximum)
            : state with { Width = state.Proven, Rest = RestWindows };
    }

    /// <summary>The state after S3 asked for fewer requests.</summary>
    public static PaceState AfterSlowDown(PaceState state)
    {
        var half = Math.Max(1, state.Width / 2);
        return new PaceState(half, half, 0, Settling: true, RestWindows);
    }

    private static PaceState Widened(PaceState state, int maximum) =>
        state.Width >= maximum ? state : state with { Width = Math.Min(maximum, state.Width * 2), Settling = true };
}
