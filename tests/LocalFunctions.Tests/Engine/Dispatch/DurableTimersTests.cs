using LocalFunctions.Engine.Dispatch;

namespace LocalFunctions.Tests.Engine.Dispatch;

public sealed class DurableTimersTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Sleep_is_rounded_up_to_a_millisecond()
        => Assert.Equal(TimeSpan.FromMilliseconds(3), DurableTimers.SleepUntil(Now.AddTicks(20_001), Now));

    [Fact]
    public void Sleep_is_bounded()
    {
        Assert.Equal(TimeSpan.Zero, DurableTimers.SleepUntil(DateTime.MinValue, Now));
        Assert.Equal(TimeSpan.FromMinutes(1), DurableTimers.SleepUntil(DateTime.MaxValue, Now));
    }
}
