using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine;

/// <content>What the management API shows and does beyond the mirrored client. Ids are compared with regard to case.</content>
internal sealed partial class EngineClient
{
    /// <summary>An instance, or <see langword="null"/>.</summary>
    public InstanceRow? FindExactly(string instanceId)
        => Find(instanceId) is { } row && row.InstanceId == instanceId ? row : null;

    /// <summary>An instance whose id differs in case only, or <see langword="null"/>.</summary>
    public InstanceRow? FindIgnoringCase(string instanceId) => Find(instanceId);

    /// <summary>An instance and its history, of one and the same moment.</summary>
    public (InstanceRow Instance, IReadOnlyList<HistoryEvent> History)? FindWithHistory(string instanceId)
    {
        var key = InstanceRow.KeyOf(instanceId);
        return runtime().Store.Read(connection => InstanceTable.Find(connection, key) is { } row && row.InstanceId == instanceId
            ? (row, HistoryTable.Read(connection, row.Execution))
            : ((InstanceRow, IReadOnlyList<HistoryEvent>)?)null);
    }

    /// <summary>Why an execution was last suspended or resumed; <see langword="null"/> without reason.</summary>
    public string? LastReason(InstanceRow instance)
        => runtime().Store.Read(connection => InstanceIds.LastReason(connection, instance.Execution));

    /// <summary>Ids that match, in ordinal order.</summary>
    /// <param name="filter">What is asked for; its paging is not looked at.</param>
    /// <param name="range">Which part of them.</param>
    public List<string> ListIds(InstanceFilter filter, IdRange range)
        => runtime().Store.Read(connection => InstanceIds.Read(connection, filter, range));

    /// <summary>Ends an instance whose output becomes this text as it is, which need not be JSON.</summary>
    public Task TerminateForReasonAsync(string instanceId, string? reason)
        => SendAsync(
            instanceId, new HistoryEvent(HistoryEventKind.ExecutionTerminated, runtime().Now) { Data = reason });
}
