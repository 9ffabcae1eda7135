using System.Collections.Concurrent;
using LocalFunctions.Worker;

namespace LocalFunctions.Tests.Hosting.Samples;

/// <summary>The runs of timer functions, and what a run does.</summary>
public sealed class Runs(TimeProvider time)
{
    private readonly ConcurrentQueue<(DateTime At, TimerInfo Timer)> _all = new();

    public IReadOnlyList<(DateTime At, TimerInfo Timer)> All => [.. _all];

    public Func<CancellationToken, Task> Body { get; set; } = _ => Task.CompletedTask;

    public Task RunAsync(TimerInfo timer, CancellationToken token)
    {
        _all.Enqueue((time.GetUtcNow().UtcDateTime, timer));
        return Body(token);
    }
}
