namespace FunctionsExport.Tests.Orchestration.Engine;

/// <summary>A time that runs faster than it is.</summary>
internal sealed class HurriedTime(double factor) : TimeProvider
{
    private readonly DateTimeOffset _start = new(2026, 3, 1, 1, 2, 3, TimeSpan.Zero);
    private readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_began) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Hurry(dueTime), Hurry(period)), Hurry);

    private TimeSpan Hurry(TimeSpan time) => time <= TimeSpan.Zero ? time : time / factor;

    private sealed class HurriedTimer(ITimer timer, Func<TimeSpan, TimeSpan> hurry) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(hurry(dueTime), hurry(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
