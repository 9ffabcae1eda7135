namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>Asks for a page of an instance's tasks of the last 30 days.</summary>
internal sealed record DescribeTaskListRequest(
    string InstanceId, IReadOnlyList<string> TaskTypes, string BeginTime, string EndTime, int Limit, int Offset);

/// <summary>A page of tasks.</summary>
internal sealed record DescribeTaskListResponse(int? TotalCount, IReadOnlyList<RedisTask>? Tasks);
