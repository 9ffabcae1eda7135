using System.Text.Json;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>An item of an instance's list of tasks.</summary>
/// <param name="Id">The task's id; null when the list does not say, of whose fields few are documented.</param>
/// <param name="StartedAt">When it began (UTC); null when that cannot be read.</param>
/// <param name="State">Its state; null when that cannot be read.</param>
internal sealed record RedisTask(long? Id, DateTimeOffset? StartedAt, TaskState? State)
{
    /// <summary>Reads an item of <c>data.redisTaskSet</c>.</summary>
    public static RedisTask Read(JsonElement item) => new(
        CrsJson.Number(item, "requestId") ?? CrsJson.Number(item, "taskId") ?? CrsJson.Number(item, "id"),
        CrsTime.Parse(CrsJson.Text(item, "startTime")),
        StateOf(CrsJson.Number(item, "status") ?? CrsJson.Number(item, "taskStatus")));

    /// <summary>A state of the API's; null when it is not known.</summary>
    public static TaskState? StateOf(long? status) =>
        status is >= (long)TaskState.Error and <= (long)TaskState.Failed ? (TaskState)status : null;
}
