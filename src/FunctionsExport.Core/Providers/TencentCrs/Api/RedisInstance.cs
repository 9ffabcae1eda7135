using System.Text.Json;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>An instance.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="MemoryMiB">Its size in MiB; null when that is not said.</param>
/// <param name="IsCluster">
/// Whether it is a cluster edition, whose backups have to be exported (<c>typeId</c> 1 and 4); null when that is not said, as in the
/// documentation's own sample.
/// </param>
/// <param name="IsIsolated">Whether it is isolated, as unpaid ones are.</param>
internal sealed record RedisInstance(string Id, string Name, long? MemoryMiB, bool? IsCluster, bool IsIsolated)
{
    private const int Isolated = -2;

    /// <summary>Reads an item of <c>data.redisSet</c>.</summary>
    /// <exception cref="FormatException">It has no id.</exception>
    public static RedisInstance Read(JsonElement item)
    {
        var id = CrsJson.Text(item, "redisId") ?? throw new FormatException("an instance has no redisId");
        return new RedisInstance(
            id,
            CrsJson.Text(item, "redisName") ?? id,
            CrsJson.Number(item, "size") is { } size and > 0 ? size : null,
            CrsJson.Number(item, "typeId") switch
            {
                1 or 4 => true,
                2 or 3 => false,
                _ => null,
            },
            CrsJson.Number(item, "status") == Isolated);
    }
}
