namespace LocalFunctions.DurableTask.Client;

/// <summary>Shorter ways to purge.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>Purges the instances that were scheduled in the time, whatever their status.</summary>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        CancellationToken cancellation = default)
        => client.PurgeInstancesAsync(createdFrom, createdTo, null, null, cancellation);

    /// <summary>Purges the instances that were scheduled in the time, whatever their status.</summary>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        PurgeInstanceOptions? options,
        CancellationToken cancellation = default)
        => client.PurgeInstancesAsync(createdFrom, createdTo, null, options, cancellation);

    /// <summary>Purges the instances that were scheduled in the time and are in one of the statuses.</summary>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        CancellationToken cancellation = default)
        => client.PurgeInstancesAsync(createdFrom, createdTo, statuses, null, cancellation);

    /// <summary>Purges the instances that were scheduled in the time and are in one of the statuses.</summary>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        PurgeInstanceOptions? options,
        CancellationToken cancellation = default)
    {
        Check.NotNull(client);
        return client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(createdFrom, createdTo, statuses), options, cancellation);
    }
}
