using LocalFunctions.DurableTask.Client;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Timers;

/// <summary>Runs one timer function when it is due, never twice at once. What falls due during a run is left out.</summary>
internal sealed partial class TimerFunction(
    FunctionDescriptor function, TimerTriggerBinding trigger, InvocationTokens tokens, DurableTaskClient client,
    IServiceScopeFactory scopes, TimeProvider time, ILogger logger)
{
    // Waits end at least this often to look at the clock again, which may have been set, or slept with the machine.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly FunctionInvoker _invoker = new(function);
    private readonly ScheduleStatus _status = new();

    /// <summary>Runs the function on its schedule until the app stops.</summary>
    public async Task RunAsync()
    {
        var due = Plan(Now);
        if (trigger.RunOnStartup)
        {
            await Task.Yield();
            due = await RunOnceAsync(Now);
        }

        while (due is { } next && await WaitUntilAsync(next))
        {
            due = await RunOnceAsync(next);
        }

        if (due is null)
        {
            Log.NeverDue(logger, function.Name);
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private DateTime? Plan(DateTime after)
    {
        var next = trigger.Schedule.Next(after);
        (_status.Next, _status.LastUpdated) = (next ?? DateTime.MaxValue, Now);
        return next;
    }

    /// <returns>When the function is due again.</returns>
    private async Task<DateTime?> RunOnceAsync(DateTime due)
    {
        using var token = tokens.Start(tokens.Stopping);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var invocation = new FunctionInvocation(function, scope.ServiceProvider, client, Info(), token.Token);
            await _invoker.InvokeAsync(invocation);
        }
        catch (OperationCanceledException) when (tokens.Stopping.IsCancellationRequested)
        {
            InvocationLog.Stopped(logger, function.Name);
        }
        catch (OperationCanceledException exception) when (token.HasTimedOut)
        {
            InvocationLog.TimedOut(logger, exception, function.Name);
        }
        catch (Exception exception)
        {
            // A function may throw anything, and its schedule goes on.
            InvocationLog.Failed(logger, exception, function.Name);
        }

        _status.Last = due;
        var now = Now;
        return Plan(now > due ? now : due);
    }

    private TimerInfo Info() => new()
    {
        // A copy: a function may keep it.
        ScheduleStatus = new ScheduleStatus { Last = _status.Last, Next = _status.Next, LastUpdated = _status.LastUpdated },
    };

    private async Task<bool> WaitUntilAsync(DateTime due)
    {
        while (!tokens.Stopping.IsCancellationRequested)
        {
            var remaining = due - Now;
            if (remaining <= TimeSpan.Zero)
            {
                return true;
            }

            // Waits of a fraction of a millisecond would be cut to none, and the loop would spin.
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds));
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, tokens.Stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Warning, "Function '{Function}' is not due again: its schedule has ended")]
        public static partial void NeverDue(ILogger logger, string function);
    }
}
