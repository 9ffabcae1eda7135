using LocalFunctions.DurableTask.Converters;
using System.Diagnostics;
using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Diagnostics;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Executes activities, each in a service scope of its own.</summary>
internal sealed class ActivityRunner(
    DurableTaskRegistry registry,
    IServiceScopeFactory scopes,
    TimeProvider timeProvider,
    EngineDiagnostics diagnostics,
    bool deliversTwice)
{
    /// <summary>Executes the activity; <see langword="null"/> when the stop of the host interrupted it.</summary>
    public async Task<HistoryEvent?> RunAsync(ActivityWork work, CancellationToken stopping)
    {
        if (registry.FindActivity(work.Name, work.Version) is not { } factory)
        {
            diagnostics.Logger.ActivityNotFound(work.Name, work.TaskId, work.InstanceId);
            diagnostics.Metrics.ActivityEnded(EngineMetrics.UnknownFunction, "not-found", TimeSpan.Zero);
            return Failed(work, Failures.UnknownActivity(work.Name));
        }

        var result = await DeliverAsync(work, factory, 1, stopping);
        return deliversTwice && result is not null && !stopping.IsCancellationRequested
            ? await DeliverAsync(work, factory, 2, stopping)
            : result;
    }

    private async Task<HistoryEvent?> DeliverAsync(
        ActivityWork work, Func<IServiceProvider, ITaskActivity> factory, int delivery, CancellationToken stopping)
    {
        var logger = diagnostics.Logger;
        using var logScope = logger.BeginActivity(work.Name, work.InstanceId, work.Attempt);
        var span = diagnostics.Tracing.StartActivity(work, delivery);
        var start = timeProvider.GetTimestamp();
        logger.ActivityStarted(work.Name, work.TaskId, work.InstanceId, work.Attempt, delivery);
        try
        {
            var output = await ExecuteAsync(work, factory, stopping);
            var duration = End(work, span, "completed", start);
            logger.ActivityCompleted(
                work.Name, work.TaskId, work.InstanceId, work.Attempt, duration.TotalMilliseconds);
            return new HistoryEvent(HistoryEventKind.TaskCompleted, timeProvider.GetUtcNow().UtcDateTime)
            {
                TaskId = work.TaskId,
                Data = output,
            };
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            End(work, span, "interrupted", start);
            logger.ActivityInterrupted(work.Name, work.TaskId, work.InstanceId);
            return null;
        }
        catch (Exception e)
        {
            var failed = Failed(work, Failures.Of(e));
            var duration = End(work, span, "failed", start, e);
            logger.ActivityFailed(
                e, work.Name, work.TaskId, work.InstanceId, work.Attempt, duration.TotalMilliseconds, delivery);
            return failed;
        }
    }

    private TimeSpan End(ActivityWork work, Activity? span, string outcome, long start, Exception? exception = null)
    {
        var duration = timeProvider.GetElapsedTime(start);
        diagnostics.Metrics.ActivityEnded(work.Name, outcome, duration);
        EngineTracing.EndActivity(span, outcome, exception);
        return duration;
    }

    private async Task<string?> ExecuteAsync(
        ActivityWork work, Func<IServiceProvider, ITaskActivity> factory, CancellationToken stopping)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            var activity = factory(scope.ServiceProvider);
            var converter = JsonDataConverter.Default;
            var input = converter.Deserialize(work.Input, activity.InputType);
            var context = new ActivityContext(work.Name, work.InstanceId, work.Version, stopping)
            {
                WorkId = work.Id,
                TaskId = work.TaskId,
            };
            return converter.Serialize(await activity.RunAsync(context, input));
        }
        finally
        {
            await scope.EndAsync(diagnostics.Logger, work.Name, work.InstanceId);
        }
    }

    private HistoryEvent Failed(ActivityWork work, TaskFailureDetails failure)
        => new(HistoryEventKind.TaskFailed, timeProvider.GetUtcNow().UtcDateTime) { TaskId = work.TaskId, Failure = failure };
}
