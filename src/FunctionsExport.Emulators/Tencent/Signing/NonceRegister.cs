namespace FunctionsExport.Emulators.Tencent.Signing;

/// <summary>The nonces of the calls that were signed well and in time. Safe for threads.</summary>
internal sealed class NonceRegister
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string SecretId, ulong Nonce, long Timestamp), DateTimeOffset> _seen = [];

    /// <summary>Notes a nonce; false when it was there.</summary>
    public bool TryAdd(
        string secretId, ulong nonce, long timestamp, NonceScope scope, DateTimeOffset now, TimeSpan window)
    {
        if (scope == NonceScope.None)
        {
            return true;
        }

        lock (_lock)
        {
            Forget(now);

            // A timestamp may be ahead by a window: only after two can the call not be repeated.
            return _seen.TryAdd((secretId, nonce, scope == NonceScope.Timestamp ? timestamp : 0), now + (2 * window));
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var old in _seen.Where(pair => pair.Value < now).Select(pair => pair.Key).ToList())
        {
            _seen.Remove(old);
        }
    }
}
