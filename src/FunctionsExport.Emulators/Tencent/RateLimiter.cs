namespace FunctionsExport.Emulators.Tencent;

/// <summary>Counts the calls of the last second. Safe for threads.</summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = new(StringComparer.Ordinal);

    /// <summary>Counts a call; false when it is over the limit, and then it is not counted.</summary>
    /// <param name="key">Which calls are counted together.</param>
    /// <param name="limit">Calls a second; null for no limit.</param>
    public bool TryCount(string key, int? limit)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_calls.TryGetValue(key, out var calls))
            {
                _calls[key] = calls = new Queue<DateTimeOffset>();
            }

            while (calls.TryPeek(out var first) && now - first >= Second)
            {
                calls.Dequeue();
            }

            if (calls.Count >= limit)
            {
                return false;
            }

            calls.Enqueue(now);
            return true;
        }
    }
}
