namespace Sealane.Sending;

/// <summary>
/// The budget for retries of one client: when everything fails, it runs dry, and failing requests fail at once. Thread-safe.
/// </summary>
/// <remarks>Numbers of the standard retry mode of AWS's SDKs.</remarks>
internal sealed class RetryQuota
{
    public const int Capacity = 500;
    public const int Cost = 5;
    public const int TimeoutCost = 10;

    private int _left = Capacity;

    public int Left => Volatile.Read(ref _left);

    /// <summary>Takes the cost of a retry; false when there is not enough left.</summary>
    public bool TryTake(int cost)
    {
        if (Interlocked.Add(ref _left, -cost) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _left, cost);
        return false;
    }

    /// <summary>Gives back after a success: the cost of its last retry, or 1 when it needed none.</summary>
    public void Return(int cost)
    {
        int left;
        do
        {
            left = Volatile.Read(ref _left);
        }
        while (left < Capacity && Interlocked.CompareExchange(ref _left, Math.Min(Capacity, left + Math.Max(1, cost)), left) != left);
    }
}
