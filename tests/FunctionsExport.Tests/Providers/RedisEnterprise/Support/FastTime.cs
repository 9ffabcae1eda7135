namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>A time provider whose timers run a hundred times too fast.</summary>
internal sealed class FastTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
}
