namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>Asks for one instance.</summary>
internal sealed record DescribeInstancesRequest(string InstanceId, int Limit = 1, int Offset = 0);

/// <summary>The instances asked for; none when the account has no such instance in the region.</summary>
internal sealed record DescribeInstancesResponse(IReadOnlyList<RedisInstance>? InstanceSet);
