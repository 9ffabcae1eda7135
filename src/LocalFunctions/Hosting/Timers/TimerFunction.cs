using LocalFunctions.DurableTask.Client;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Timers;

/// <summary>
/// Runs one timer function when it is due, never twice at once. What falls due during a run is made up for by one run after it,
/// and what was missed while the app was down by one run at the start.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="trigger">Its trigger.</param>
/// <param name="monitor">Keeps the schedule's state across restarts; null when it is not to be kept.</param>
/// <param name="tokens">Makes the tokens of the runs.</param>
/// <param name="client">The client that is bound to the function's parameters.</param>
/// <param name="scopes">Makes a service scope for each run.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The function's log.</param>
internal sealed partial class TimerFunction(
    FunctionDescriptor function, TimerTriggerBinding trigger, ScheduleMonitor? monitor, InvocationTokens tokens,
    DurableTaskClient client, IServiceScopeFactory scopes, TimeProvider time, ILogger logger)
{
    // Waits end at least this often to look at the clock again, which may have been set, or slept with the machine.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly FunctionInvoker _invoker = new(function);
    private TimerState _state = TimerPlan.New(trigger.Schedule, time.GetUtcNow().UtcDateTime);

    /// <summary>Runs the function on its schedule until the app stops.</summary>
    public async Task RunAsync()
    {
        await ResumeAsync();
        var isPastDue = TimerPlan.IsPastDue(_state, Now);
        if (isPastDue || trigger.RunOnStartup)
        {
            // The function must not hold up the app's start.
            await Task.Yield();
            await RunOnceAsync(Now, isPastDue);
        }

        while (await WaitAsync() is { } late)
        {
            await RunOnceAsync(Later(Now, _state.Next), isPastDue: late > LongestWait);
        }

        if (_state.Next is null)
        {
            Log.NeverDue(logger, function.Name);
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task ResumeAsync()
    {
        TimerState? record;
        try
        {
            record = monitor?.Read();
        }
        catch (Exception exception)
        {
            // Whatever it is, the schedule goes on. What is kept stays as it is until the next run.
            Log.NotRead(logger, exception, function.Name);
            return;
        }

        var now = Now;
        if (record is not null && TimerPlan.IsAhead(record, now))
        {
            Log.ClockSetBack(logger, function.Name, record.From, now);
        }

        _state = TimerPlan.Resume(record, trigger.Schedule, now);
        if (_state != record)
        {
            // A first start is kept too: what falls due while the app is down after it has been missed.
            await KeepAsync();
        }
    }

    private async Task RunOnceAsync(DateTime at, bool isPastDue)
    {
        if (isPastDue)
        {
            Log.PastDue(logger, function.Name, _state.Next);
        }

        if (!await InvokeAsync(isPastDue))
        {
            // Not kept: at the next start the run is past due.
            return;
        }

        _state = TimerPlan.After(trigger.Schedule, at);
        await KeepAsync();
    }

    /// <summary>Whether the run has come to an end, good or bad, that the stop of the app did not bring about.</summary>
    private async Task<bool> InvokeAsync(bool isPastDue)
    {
        using var token = tokens.Start(function, tokens.Stopping);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var invocation = new FunctionInvocation(function, scope.ServiceProvider, client, Info(isPastDue), token.Token);
            await _invoker.InvokeAsync(invocation);
        }
        catch (OperationCanceledException) when (tokens.Stopping.IsCancellationRequested)
        {
            InvocationLog.Stopped(logger, function.Name);
            return false;
        }
        catch (OperationCanceledException exception) when (token.HasTimedOut)
        {
            InvocationLog.TimedOut(logger, exception, function.Name);
        }
        catch (Exception exception)
        {
            // A function may throw anything, and its schedule goes on.
            InvocationLog.Failed(logger, exception, function.Name);
            return !tokens.Stopping.IsCancellationRequested;
        }

        return true;
    }

    private TimerInfo Info(bool isPastDue) => new()
    {
        IsPastDue = isPastDue,
        // As the Functions host: none when nothing is kept.
        ScheduleStatus = monitor is null
            ? null
            : new ScheduleStatus
            {
                Last = _state.Last ?? default,
                Next = _state.Next ?? DateTime.MaxValue,
                LastUpdated = _state.Updated,
            },
    };

    private async Task KeepAsync()
    {
        try
        {
            await (monitor?.WriteAsync(_state) ?? Task.CompletedTask);
        }
        catch (Exception exception)
        {
            // A full disk, say. The schedule goes on; the next run is kept again.
            Log.NotKept(logger, exception, function.Name);
        }
    }

    /// <summary>Waits until the function is due.</summary>
    /// <returns>
    /// By how much a wait has gone past the due time: much when the clock was set or the machine slept. None when it was due
    /// already, after a run that took long. Null when the app stops, or there is nothing to wait for.
    /// </returns>
    private async Task<TimeSpan?> WaitAsync()
    {
        var late = TimeSpan.Zero;
        while (!tokens.Stopping.IsCancellationRequested && await NextAsync() is { } due)
        {
            var remaining = due - Now;
            if (remaining <= TimeSpan.Zero)
            {
                return late;
            }

            // Waits of a fraction of a millisecond would be cut to none, and the loop would spin.
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds));
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, tokens.Stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            late = Now - due;
        }

        return null;
    }

    private async Task<DateTime?> NextAsync()
    {
        var now = Now;
        if (TimerPlan.IsAhead(_state, now))
        {
            Log.ClockSetBack(logger, function.Name, _state.From, now);
            _state = TimerPlan.New(trigger.Schedule, now);
            await KeepAsync();
        }

        return _state.Next;
    }

    private static DateTime Later(DateTime now, DateTime? due) => due > now ? due.Value : now;

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Warning, "Function '{Function}' is not due again: its schedule has ended")]
        public static partial void NeverDue(ILogger logger, string function);

        [LoggerMessage(5, LogLevel.Information, "Function '{Function}' was due at {Due:O}: it runs once for all that was missed")]
        public static partial void PastDue(ILogger logger, string function, DateTime? due);

        [LoggerMessage(
            6, LogLevel.Error, "Function '{Function}': its last run cannot be read from the store, so missed runs are not made up for")]
        public static partial void NotRead(ILogger logger, Exception exception, string function);

        [LoggerMessage(
            7, LogLevel.Error, "Function '{Function}': its run is not recorded; if the app stops before the next run, it runs again "
                + "at the next start")]
        public static partial void NotKept(ILogger logger, Exception exception, string function);

        [LoggerMessage(
            8, LogLevel.Warning, "Function '{Function}' is planned anew: the clock said {Before:O} before and says {Now:O} now")]
        public static partial void ClockSetBack(ILogger logger, string function, DateTime before, DateTime now);
    }
}
