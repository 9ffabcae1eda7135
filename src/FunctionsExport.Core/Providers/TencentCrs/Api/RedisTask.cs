using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>An item of an instance's list of tasks, of whose fields few are documented.</summary>
/// <param name="Key">
/// What it is told from others by: its id where the list has one, its start otherwise. Two of one second have the same.
/// </param>
/// <param name="State">Its state; null when that cannot be read.</param>
internal sealed record RedisTask(string Key, TaskState? State)
{
    /// <summary>Whether its state is its last.</summary>
    [JsonIgnore]
    public bool HasEnded => State is TaskState.Succeeded or TaskState.Failed or TaskState.Error;

    /// <summary>Reads an item of <c>data.redisTaskSet</c>.</summary>
    public static RedisTask Read(JsonElement item) => new(
        CrsJson.Text(item, "requestId") ?? CrsJson.Text(item, "taskId") ?? CrsJson.Text(item, "id")
            ?? CrsJson.Text(item, "startTime") ?? "",
        StateOf(CrsJson.Number(item, "status") ?? CrsJson.Number(item, "taskStatus")));

    /// <summary>A state of the API's; null when it is not known.</summary>
    public static TaskState? StateOf(long? status) =>
        status is >= (long)TaskState.Error and <= (long)TaskState.Failed ? (TaskState)status : null;
}
