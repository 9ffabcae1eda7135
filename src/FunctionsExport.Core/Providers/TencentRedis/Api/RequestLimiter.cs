namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>Lets at most <see cref="PerSecond"/> requests go in any second, in the order in which they came.</summary>
internal sealed class RequestLimiter(TimeProvider time)
{
    /// <summary>The lowest limit of the calls that an export makes, and an account's limit for one call.</summary>
    public const int PerSecond = 20;

    // A little over a second: requests that leave a second apart may arrive closer together.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1050);

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _turns = new(PerSecond);
    private readonly long _began = time.GetTimestamp();

    /// <summary>Waits for the request's turn.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Take(time.GetElapsedTime(_began));
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Takes the next turn and says how far it is away.</summary>
    private TimeSpan Take(TimeSpan now)
    {
        lock (_lock)
        {
            var turn = now;
            if (_turns.Count == PerSecond)
            {
                var free = _turns.Dequeue() + Window;
                turn = free > now ? free : now;
            }

            _turns.Enqueue(turn);
            return turn - now;
        }
    }
}
