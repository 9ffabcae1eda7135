namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>The system's clock, put forward by tests; its timers are as they are.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private long _skipped;

    public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, time.Ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetUtcNow().Ticks + Interlocked.Read(ref _skipped);
}
