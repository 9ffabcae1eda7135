namespace FunctionsExport.Emulators.Tencent;

/// <summary>The service's clock, which can be wrong.</summary>
internal sealed class Clock(TimeProvider time)
{
    private long _offset;

    /// <summary>How far the service's clock is ahead; signatures, <c>Date</c> headers and URLs go by it.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    public DateTimeOffset Now => time.GetUtcNow() + Offset;
}
