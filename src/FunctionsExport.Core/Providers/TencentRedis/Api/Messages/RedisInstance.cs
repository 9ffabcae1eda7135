namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>An instance, as <c>DescribeInstances</c> tells of it (<c>InstanceSet</c>).</summary>
/// <param name="InstanceId">Its id.</param>
/// <param name="InstanceName">Its name.</param>
/// <param name="Status">0 to be initialised, 1 in a workflow, 2 running, -2 isolated, -3 to be deleted.</param>
/// <param name="Size">Its memory in MB of 1,024 KB, all shards together.</param>
/// <param name="Type">The kind of instance, which tells the Redis version.</param>
/// <param name="RedisShardNum">How many shards it has.</param>
/// <param name="CurrentRedisVersion">The minor version of its servers, when it is told.</param>
internal sealed record RedisInstance(
    string? InstanceId,
    string? InstanceName,
    int? Status,
    double? Size,
    int? Type,
    int? RedisShardNum,
    string? CurrentRedisVersion)
{
    /// <summary>The version of Redis: as told, or else by the kind of instance; null when neither tells.</summary>
    public string? Version => !string.IsNullOrWhiteSpace(CurrentRedisVersion) ? CurrentRedisVersion : Type switch
    {
        2 or 5 => "2.8",
        3 or 4 => "3.2",
        6 or 7 => "4.0",
        8 or 9 => "5.0",
        15 or 16 => "6.2",
        17 or 18 => "7.0",
        >= 19 and <= 22 => "Valkey 8.0",
        _ => null,
    };

    /// <summary>What this app records of it.</summary>
    /// <param name="id">The id that it was asked for by.</param>
    public DatabaseSummary Summary(string id) => new(
        id,
        string.IsNullOrWhiteSpace(InstanceName) ? id : InstanceName,
        Version,
        Size is > 0 and < 1e12 ? (long)(Size.Value * 1024 * 1024) : null,
        Math.Max(RedisShardNum ?? 1, 1));
}
