using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Diagnostics;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Makes a turn of an instance: reads its state, runs its code, writes what came of it.</summary>
internal sealed class TurnRunner(
    EventStore store,
    DurableWrites writes,
    DurableTaskRegistry registry,
    IServiceScopeFactory scopes,
    TimeProvider timeProvider,
    TurnEnvironment environment,
    EngineDiagnostics diagnostics,
    Action<InstanceRow, IReadOnlyList<HistoryEvent>, TurnOutcome>? turnHook)
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

        var start = timeProvider.GetTimestamp();
        var now = timeProvider.GetUtcNow().UtcDateTime;
        if (turn.Plan.RunsCode)
        {
            turn = turn with { Instance = diagnostics.Tracing.Begin(turn.Instance) };
        }

        var outcome = turn.Plan.RunsCode ? await RunCodeAsync(turn, now) : null;
        var commit = new TurnCommit(store, turn.Instance, turn.Plan, outcome, now);
        var effects = await writes.WriteAsync(commit.Apply);
        Remember(turn, outcome, effects is null ? null : commit.Result);
        if (effects is not null)
        {
            Report(turn, outcome, commit.Result, start);
            if (outcome is not null)
            {
                turnHook?.Invoke(turn.Instance, [.. turn.History, .. outcome.History], outcome);
            }
        }
        else
        {
            // Replaced or purged meanwhile.
            diagnostics.Tracing.Abandon(turn.Instance.Key);
        }

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
        using var logScope = diagnostics.Logger.BeginOrchestration(instance.Name, instance.InstanceId);
        if (history.Count == 0 && instance.Generation == 0)
        {
            diagnostics.Logger.OrchestrationStarted(instance.Name, instance.InstanceId);
        }

        var turn = new OrchestrationTurn(instance, environment);
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
            await scope.EndAsync(diagnostics.Logger, instance.Name, instance.InstanceId);
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
    }

    private void Report(LoadedTurn turn, TurnOutcome? outcome, InstanceRow result, long start)
    {
        var isKnown = registry.FindOrchestrator(result.Name, result.Version) is not null;
        var function = isKnown ? result.Name : EngineMetrics.UnknownFunction;
        if (outcome is not null)
        {
            diagnostics.Metrics.TurnMade(function, timeProvider.GetElapsedTime(start));
            diagnostics.Tracing.AddTimers(turn.Instance, turn.History, turn.Plan.Messages);
        }

        TurnReport.Add(diagnostics, function, turn.Instance, result, outcome);
    }

    private sealed record LoadedTurn(InstanceRow Instance, TurnPlan Plan, IReadOnlyList<HistoryEvent> History);
}
