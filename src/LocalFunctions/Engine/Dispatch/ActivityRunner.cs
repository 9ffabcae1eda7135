using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Converters;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Executes activities, each in a service scope of its own.</summary>
internal sealed class ActivityRunner(
    DurableTaskRegistry registry,
    IServiceScopeFactory scopes,
    TimeProvider timeProvider,
    ILogger logger,
    bool deliversTwice)
{
    /// <summary>Executes the activity; <see langword="null"/> when the stop of the host interrupted it.</summary>
    public async Task<HistoryEvent?> RunAsync(ActivityWork work, CancellationToken stopping)
    {
        if (registry.FindActivity(work.Name, work.Version) is not { } factory)
        {
            logger.ActivityNotFound(work.Name, work.TaskId, work.InstanceId);
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
        logger.ActivityStarted(work.Name, work.TaskId, work.InstanceId, delivery);
        try
        {
            var output = await ExecuteAsync(work, factory, stopping);
            logger.ActivityCompleted(work.Name, work.TaskId, work.InstanceId);
            return new HistoryEvent(HistoryEventKind.TaskCompleted, timeProvider.GetUtcNow().UtcDateTime)
            {
                TaskId = work.TaskId,
                Data = output,
            };
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            logger.ActivityInterrupted(work.Name, work.TaskId, work.InstanceId);
            return null;
        }
        catch (Exception e)
        {
            var failed = Failed(work, Failures.Of(e));
            try
            {
                logger.ActivityFailed(e, work.Name, work.TaskId, work.InstanceId, delivery);
            }
            catch (Exception)
            {
                // A logger that cannot write the exception must not keep the failure from being recorded.
            }

            return failed;
        }
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
            await scope.EndAsync(logger, work.Name, work.InstanceId);
        }
    }

    private HistoryEvent Failed(ActivityWork work, TaskFailureDetails failure)
        => new(HistoryEventKind.TaskFailed, timeProvider.GetUtcNow().UtcDateTime) { TaskId = work.TaskId, Failure = failure };
}
