namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>Asks for a task.</summary>
internal sealed record DescribeTaskInfoRequest(long TaskId);

/// <summary>How a task stands.</summary>
/// <param name="Status"><c>preparing</c>, <c>running</c>, <c>succeed</c>, <c>failed</c> or <c>error</c>, in any case.</param>
/// <param name="TaskMessage">Why it failed.</param>
internal sealed record DescribeTaskInfoResponse(string? Status, string? TaskMessage);
