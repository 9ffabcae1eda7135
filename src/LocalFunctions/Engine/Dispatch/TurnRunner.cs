using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Makes a turn of an instance: reads its state, runs its code, writes what came of it.</summary>
internal sealed class TurnRunner(
    EventStore store,
    DurableWrites writes,
    DurableTaskRegistry registry,
    IServiceScopeFactory scopes,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory,
    ILogger logger)
{
    private readonly HistoryCache _cache = new();

    /// <summary>Makes a turn, if the instance has something to do.</summary>
    /// <returns>What follows from it.</returns>
    public async Task<Effects?> RunAsync(string key)
    {
        if (await writes.ReadAsync(connection => Load(connection, key)) is not { } turn)
        {
            return null;
        }

        var now = timeProvider.GetUtcNow().UtcDateTime;
        var outcome = turn.Plan.RunsCode ? await RunCodeAsync(turn, now) : null;
        var commit = new TurnCommit(store, turn.Instance, turn.Plan, outcome, now);
        var effects = await writes.WriteAsync(commit.Apply);
        Remember(turn, outcome, effects is null ? null : commit.Result);
        return effects;
    }

    private LoadedTurn? Load(StoreConnection connection, string key)
    {
        if (InstanceTable.Find(connection, key) is not { } instance)
        {
            return null;
        }

        var plan = TurnPlan.Make(instance, InboxTable.Read(connection, key));
        if (!plan.RunsCode && plan.Consumed.Count == 0)
        {
            return null;
        }

        IReadOnlyList<HistoryEvent> history = !plan.RunsCode || instance.HistoryLength == 0
            ? []
            : _cache.Find(instance.Execution, instance.HistoryLength) ?? HistoryTable.Read(connection, instance.Execution);
        return new LoadedTurn(instance, plan, history);
    }

    private async Task<TurnOutcome> RunCodeAsync(LoadedTurn loaded, DateTime now)
    {
        var (instance, plan, history) = loaded;
        if (history.Count == 0)
        {
            logger.OrchestrationStarted(instance.Name, instance.InstanceId);
        }

        var turn = new OrchestrationTurn(
            instance, loggerFactory, () => logger.OrchestrationIsStuck(instance.Name, instance.InstanceId));
        if (registry.FindOrchestrator(instance.Name, instance.Version) is not { } factory)
        {
            return turn.NotFound(history, now);
        }

        var scope = scopes.CreateAsyncScope();
        try
        {
            ITaskOrchestrator orchestrator;
            try
            {
                orchestrator = factory(scope.ServiceProvider);
            }
            catch (Exception e)
            {
                return OrchestrationTurn.NotMade(history, now, e);
            }

            return turn.Run(orchestrator, history, plan.Messages, now);
        }
        finally
        {
            await scope.EndAsync(logger, instance.Name, instance.InstanceId);
        }
    }

    private void Remember(LoadedTurn turn, TurnOutcome? outcome, InstanceRow? result)
    {
        var instance = turn.Instance;
        if (result is null || result.HasEnded || result.Execution != instance.Execution)
        {
            _cache.Remove(instance.Execution);
        }
        else if (outcome is not null)
        {
            _cache.Put(instance.Execution, [.. turn.History, .. outcome.History, .. turn.Plan.Controls]);
        }

        if (result is not null)
        {
            Report(outcome, result, instance);
        }
    }

    private void Report(TurnOutcome? outcome, InstanceRow result, InstanceRow before)
    {
        if (result.Status == OrchestrationRuntimeStatus.Failed && !before.HasEnded)
        {
            logger.OrchestrationFailed(outcome?.Exception, result.Name, result.InstanceId);
        }
        else if (result.HasEnded && !before.HasEnded)
        {
            logger.OrchestrationEnded(result.Name, result.InstanceId, result.Status);
        }
        else if (result.Execution != before.Execution)
        {
            logger.OrchestrationContinues(result.Name, result.InstanceId);
        }
        else if (outcome is { IsStuck: true })
        {
            logger.OrchestrationIsStuck(result.Name, result.InstanceId);
        }
    }

    private sealed record LoadedTurn(InstanceRow Instance, TurnPlan Plan, IReadOnlyList<HistoryEvent> History);
}
