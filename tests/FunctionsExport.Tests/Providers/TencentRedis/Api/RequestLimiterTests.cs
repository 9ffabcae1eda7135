using FunctionsExport.Providers.TencentRedis.Api;

namespace FunctionsExport.Tests.Providers.TencentRedis.Api;

public sealed class RequestLimiterTests
{
    [Fact]
    public async Task No_second_has_more_than_twenty_requests()
    {
        var time = new SteppedTime();
        var limiter = new RequestLimiter(time);
        var sent = new List<TimeSpan>();
        for (var request = 0; request < 100; request++)
        {
            var turn = limiter.WaitAsync(CancellationToken.None);
            while (!turn.IsCompleted)
            {
                time.Step();
                await Task.Yield();
            }

            await turn;
            sent.Add(time.Elapsed);
        }

        Assert.All(sent, s => Assert.InRange(sent.Count(o => o >= s && o < s + TimeSpan.FromSeconds(1)), 1, 20));

        // Not slower than it has to be either: 100 requests are five portions.
        Assert.InRange(sent[^1], TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Request_that_is_alone_does_not_wait()
    {
        var time = new SteppedTime();
        var limiter = new RequestLimiter(time);

        await limiter.WaitAsync(CancellationToken.None);

        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    [Fact]
    public void Sources_of_one_secret_id_share_their_limiter()
    {
        var limiters = new RequestLimiters(TimeProvider.System);

        Assert.Same(limiters.Of("AKID1"), limiters.Of("AKID1"));
        Assert.NotSame(limiters.Of("AKID1"), limiters.Of("AKID2"));
    }

    /// <summary>A time that goes on to the end of the next wait when it is told to.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private readonly PriorityQueue<ManualTimer, TimeSpan> _timers = new();

        public TimeSpan Elapsed { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ManualTimer(callback, state);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _timers.Enqueue(timer, Elapsed + dueTime);
            }

            return timer;
        }

        public void Step()
        {
            if (_timers.TryDequeue(out var timer, out var due))
            {
                Elapsed = due;
                timer.Fire();
            }
        }

        private sealed class ManualTimer(TimerCallback callback, object? state) : ITimer
        {
            public void Fire() => callback(state);

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
