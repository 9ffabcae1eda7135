using System.Collections.ObjectModel;
using System.Text;
using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Dispatch;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine;

/// <content>Looking at instances, waiting for them and purging them.</content>
internal sealed partial class EngineClient
{
    private const int PurgedAtOnce = 200;

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ThrowIfEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Find(instanceId) is { } row ? Describe(row, getInputsAndOutputs) : null);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(
            instanceId,
            row => row.Status != OrchestrationRuntimeStatus.Pending,
            getInputsAndOutputs,
            nameof(WaitForInstanceStartAsync),
            cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(
            instanceId, row => row.HasEnded, getInputsAndOutputs, nameof(WaitForInstanceCompletionAsync), cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        filter ??= new OrchestrationQuery();
        RequirePageSize(filter.PageSize, nameof(filter.PageSize));
        return Pageable.Create<OrchestrationMetadata>((continuation, pageSize, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var (rows, token) = ReadPage(
                new InstanceFilter
                {
                    CreatedFrom = filter.CreatedFrom,
                    CreatedTo = filter.CreatedTo,
                    Statuses = filter.Statuses,
                    IdPrefix = filter.InstanceIdPrefix,
                },
                continuation ?? filter.ContinuationToken,
                pageSize ?? filter.PageSize);

            // The real engine fills in the values in any case, but cannot read them unless they were asked for.
            var page = rows.Select(row => Describe(row, true, filter.FetchInputsAndOutputs, isListed: true)).ToList();
            return Task.FromResult(new Page<OrchestrationMetadata>(page, token));
        });
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (rows, token) = ReadPage(
            new InstanceFilter
            {
                Statuses = runtimeStatus,
                CompletedFrom = completedTimeFrom,
                CompletedTo = completedTimeTo,
                OnlyEnded = true,
            },
            lastInstanceKey,
            pageSize);
        return Task.FromResult(new Page<string>([.. rows.Select(row => row.InstanceId)], token));
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Check.NotNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var key = InstanceRow.KeyOf(instanceId);
        return new PurgeResult(await runtime().Store.WriteAsync(connection =>
        {
            if (InstanceTable.Find(connection, key) is not { HasEnded: true } row)
            {
                return 0;
            }

            InstanceTable.Remove(connection, key, row.Execution);
            return 1;
        }).ConfigureAwait(false));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Check.NotNull(filter);
        cancellation.ThrowIfCancellationRequested();
        var statuses = filter.Statuses?.ToList() ?? [];
        var which = new InstanceFilter
        {
            CreatedFrom = filter.CreatedFrom,
            CreatedTo = filter.CreatedTo,
            Statuses = statuses,
            Limit = PurgedAtOnce,
        };
        return await PurgeAsync(which, filter.Timeout, warns: statuses.Count == 0, cancellation).ConfigureAwait(false);
    }

    // In steps: turns come in between, however many instances there are.
    private async Task<PurgeResult> PurgeAsync(InstanceFilter which, TimeSpan? timeout, bool warns, CancellationToken cancellation)
    {
        var engine = runtime();
        var start = engine.TimeProvider.GetTimestamp();
        var purged = 0;
        while (true)
        {
            var removed = await engine.Store
                .WriteAsync(connection => InstanceTable.Remove(connection, which)).ConfigureAwait(false);
            Distribute(engine, removed, warns);
            purged += removed.Count;
            if (removed.Count < PurgedAtOnce)
            {
                return new PurgeResult(purged, timeout is null ? null : true);
            }

            cancellation.ThrowIfCancellationRequested();
            if (engine.TimeProvider.GetElapsedTime(start) >= timeout)
            {
                return new PurgeResult(purged, false);
            }

            which = which with { AfterKey = removed[^1].Key };
        }
    }

    private static void Distribute(EngineRuntime engine, List<RemovedInstance> removed, bool warns)
    {
        var effects = new Effects();
        foreach (var instance in removed)
        {
            effects.AddEndedTimers(instance.Execution, instance.Timers);
            engine.Diagnostics.Tracing.Abandon(instance.Key);
            engine.Diagnostics.Traps.Forget(instance.Key);
        }

        if (warns)
        {
            effects.Traps.Add(traps => traps.RunningPurged(removed));
        }

        engine.Distribute(effects);
    }

    private InstanceRow? Find(string instanceId)
    {
        var key = InstanceRow.KeyOf(instanceId);
        return runtime().Store.Read(connection => InstanceTable.Find(connection, key));
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRow, bool> isReached, bool withValues, string what, CancellationToken cancellation)
    {
        ThrowIfEmpty(instanceId);
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                using var wait = runtime().Waiters.NextChange(InstanceRow.KeyOf(instanceId));
                if (Find(instanceId) is { } row && isReached(row))
                {
                    return Describe(row, withValues);
                }

                await wait.Changed.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException($"The {what} operation was canceled.", e, cancellation);
        }
    }

    private (List<InstanceRow> Rows, string? Token) ReadPage(InstanceFilter filter, string? token, int pageSize)
    {
        var size = RequirePageSize(pageSize, nameof(pageSize));
        var page = filter with { AfterKey = DecodeToken(token), Limit = size == int.MaxValue ? -1 : size + 1 };
        var rows = runtime().Store.Read(connection => InstanceTable.List(connection, page));
        if (rows.Count <= size)
        {
            return (rows, null);
        }

        rows.RemoveRange(size, rows.Count - size);
        return (rows, Convert.ToBase64String(Encoding.UTF8.GetBytes(rows[^1].Key)));
    }

    // The real client asks for empty pages for ever.
    private static int RequirePageSize(int value, string name)
        => value > 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, $"The page size must be 1 or more. Leave it out for {OrchestrationQuery.DefaultPageSize}.");

    private static string? DecodeToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(token));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new ArgumentException(
                "The continuation token is not one that this client gave out. Leave it out to start from the first page.", e);
        }
    }

    private static OrchestrationMetadata Describe(InstanceRow row, bool withValues)
        => Describe(row, withValues, withValues, isListed: false);

    private static OrchestrationMetadata Describe(InstanceRow row, bool withValues, bool isReadable, bool isListed)
        => new(row.Name, row.InstanceId)
        {
            RuntimeStatus = row.Status,
            CreatedAt = new DateTimeOffset(row.CreatedAt),
            LastUpdatedAt = new DateTimeOffset(row.UpdatedAt),
            SerializedInput = withValues ? row.Input : null,
            SerializedOutput = withValues ? row.Output : null,
            SerializedCustomStatus = withValues ? row.CustomStatus : null,
            FailureDetails = withValues && !isListed ? row.Failure : null,
            DataConverter = isReadable ? Converter : null,
            Tags = row.Tags ?? ReadOnlyDictionary<string, string>.Empty,
        };

    private static void ThrowIfEmpty(string instanceId)
    {
        if (string.IsNullOrEmpty(instanceId))
        {
            throw new ArgumentNullException(nameof(instanceId));
        }
    }
}
