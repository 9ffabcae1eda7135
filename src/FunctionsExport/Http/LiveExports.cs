using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Http;

/// <summary>The exports that have no manifest yet: their orchestrations run, or have ended without a word of their own.</summary>
internal static class LiveExports
{
    private const int PageSize = 100;

    private static readonly OrchestrationRuntimeStatus[] Statuses =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    /// <summary>The newest that are asked for, newest first.</summary>
    /// <param name="limit">No more are held at a time.</param>
    public static async Task<IReadOnlyList<LiveExport>> ListAsync(
        DurableTaskClient client, CatalogQuery query, int limit, CancellationToken cancellationToken)
    {
        var newest = new PriorityQueue<LiveExport, CatalogPosition>();
        var instances = client.GetAllInstancesAsync(new OrchestrationQuery(
            Statuses: Statuses,
            InstanceIdPrefix: query.Source is null ? null : query.Source + "-",
            PageSize: PageSize,
            FetchInputsAndOutputs: true));
        await foreach (var instance in instances.WithCancellation(cancellationToken))
        {
            // The watches over exports are instances too; their ids are none of an export.
            if (ExportId.Parse(instance.InstanceId) is not { } id
                || Describe(instance, id) is not { } live
                || !query.Matches(id, live.Listed.State))
            {
                continue;
            }

            newest.Enqueue(live, CatalogPosition.Of(id));
            if (newest.Count > limit)
            {
                newest.Dequeue();
            }
        }

        return [.. newest.UnorderedItems.OrderByDescending(i => i.Priority).Select(i => i.Element)];
    }

    private static LiveExport? Describe(OrchestrationMetadata instance, ExportId id)
    {
        if (instance.Name != nameof(ExportOrchestrator))
        {
            return null;
        }

        var request = instance.SerializedInput is null or "null" ? null : instance.ReadInputAs<ExportRequest>();
        var listed = new ListedExport
        {
            Id = id.ToString(),
            Source = id.Source,
            State = ExportState.Queued,
            Trigger = request?.Trigger,
            Fetch = request?.Fetch,
            RequestedAt = request?.RequestedAt,
        };
        if (instance.IsCompleted)
        {
            var fault = LostExport.FaultOf(instance.RuntimeStatus);
            return new LiveExport(
                id,
                listed with { State = ExportState.Failed, Reason = fault.Message, Code = fault.Code, EndedAt = instance.LastUpdatedAt },
                Broken: true);
        }

        // The real host writes the text "null" where no status was set.
        var status = instance.SerializedCustomStatus is null or "null" ? null : instance.ReadCustomStatusAs<ExportStatus>();
        return new LiveExport(
            id,
            status is null
                ? listed
                : listed with { State = status.State, Reason = status.Reason, Files = status.FilesTotal, Bytes = status.BytesTotal },
            Broken: false);
    }
}
