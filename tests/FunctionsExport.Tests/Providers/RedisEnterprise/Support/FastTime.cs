namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>A time provider whose short waits, up to two seconds, pass a hundred times too fast; time-outs are as they are.</summary>
internal sealed class FastTime : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isWait = dueTime > TimeSpan.Zero && dueTime <= LongestWait;
        return base.CreateTimer(callback, state, isWait ? dueTime / 100 : dueTime, period);
    }
}
