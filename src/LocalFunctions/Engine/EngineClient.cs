using LocalFunctions.DurableTask.Client;
using LocalFunctions.DurableTask.Converters;
using LocalFunctions.DurableTask.Core.Exceptions;
using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Diagnostics;
using LocalFunctions.Engine.Dispatch;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine;

/// <summary>The client of an engine in the same process.</summary>
/// <remarks>
/// Nothing goes on in the caller's context: that of an orchestrator ends with its turn, and what follows from a write would be
/// lost with it.
/// </remarks>
internal sealed partial class EngineClient(string name, Func<EngineRuntime> runtime) : DurableTaskClient(name)
{
    private static JsonDataConverter Converter => JsonDataConverter.Default;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(orchestratorName.Name, "value");
        cancellation.ThrowIfCancellationRequested();
        var id = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId;
        return await StartAsync(
            new InstanceRow
            {
                InstanceId = id,
                Name = orchestratorName.Name,

                // An empty version that is given explicitly is none, whatever the default.
                Version = options?.Version?.Version ?? runtime().Options.DefaultVersion,
                Input = Converter.Serialize(input),
                StartAt = options?.StartAt?.UtcDateTime,
                Tags = options?.Tags,
            },
            ParseStatuses(options?.DedupeStatuses)).ConfigureAwait(false);
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Check.NotNullOrEmpty(instanceId);
        Check.NotNullOrEmpty(eventName);
        cancellation.ThrowIfCancellationRequested();

        // An event for an instance that does not exist yet is kept for it.
        var raised = new HistoryEvent(HistoryEventKind.EventRaised, runtime().Now)
        {
            Name = eventName,
            Data = Converter.Serialize(eventPayload),
        };
        await SendAsync(instanceId, raised, requiresInstance: false).ConfigureAwait(false);
    }

    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Check.NotNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        await SendAsync(instanceId, new HistoryEvent(HistoryEventKind.ExecutionTerminated, runtime().Now)
        {
            Data = Converter.Serialize(options?.Output),
        }).ConfigureAwait(false);
    }

    public override async Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        Check.NotNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        await SendAsync(
            instanceId,
            new HistoryEvent(HistoryEventKind.ExecutionSuspended, runtime().Now) { Data = reason }).ConfigureAwait(false);
    }

    public override async Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        Check.NotNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        await SendAsync(
            instanceId,
            new HistoryEvent(HistoryEventKind.ExecutionResumed, runtime().Now) { Data = reason }).ConfigureAwait(false);
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        Check.NotNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var existing = Find(instanceId)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.");
        return await StartAsync(
            new InstanceRow
            {
                InstanceId = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : existing.InstanceId,
                Name = existing.Name,
                Version = existing.Version,
                Input = existing.Input,
                Tags = existing.Tags,
            },
            []).ConfigureAwait(false);
    }

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        Check.NotNullOrEmpty(instanceId);
        throw new NotSupportedException(
            $"LocalFunctions cannot rewind an orchestration, here '{instanceId}'. "
            + $"{nameof(RestartAsync)} runs it again from its start, with the same input.");
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> StartAsync(InstanceRow row, HashSet<OrchestrationRuntimeStatus> dedupeStatuses)
    {
        var engine = runtime();
        var now = engine.Now;
        var complete = row with
        {
            Execution = engine.Store.NextExecution(),
            CreatedAt = now,
            UpdatedAt = now,
            TraceParent = EngineTracing.CurrentParent,
            StartAt = row.StartAt > now ? row.StartAt : null,
        };
        engine.Distribute(await engine.Store.WriteAsync(connection =>
        {
            if (dedupeStatuses.Count > 0
                && InstanceTable.Find(connection, complete.Key) is { } existing
                && dedupeStatuses.Contains(existing.Status))
            {
                throw new OrchestrationAlreadyExistsException(
                    $"An orchestration with id '{complete.InstanceId}' already exists. It's in the {existing.Status} state.");
            }

            var effects = new Effects();
            InstanceStart.Apply(connection, complete, effects);
            return effects;
        }).ConfigureAwait(false));
        return complete.InstanceId;
    }

    private async Task SendAsync(string instanceId, HistoryEvent message, bool requiresInstance = true)
    {
        var key = InstanceRow.KeyOf(instanceId);
        var engine = runtime();
        engine.Distribute(await engine.Store.WriteAsync(connection =>
        {
            var effects = new Effects();
            var instance = InstanceTable.Find(connection, key);
            if (instance is null && !requiresInstance && !InboxTable.HasAny(connection, key))
            {
                effects.Traps.Add(traps => traps.EventForNobody(instanceId, message.Name!));
            }

            if (instance is { HasEnded: false } || (instance is null && !requiresInstance))
            {
                InboxTable.Add(connection, key, message);
                effects.Wake.Add(key);
            }

            return effects;
        }).ConfigureAwait(false));
    }

    private static HashSet<OrchestrationRuntimeStatus> ParseStatuses(IReadOnlyList<string>? names)
        => [.. (names ?? []).Select(name => Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status)
            ? status
            : throw new ArgumentException($"Invalid orchestration runtime status: '{name}' for deduplication."))];
}
