namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>A clock that stands still until it is advanced. Timers and time stamps are the system's.</summary>
internal sealed class SetClock : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }
}
