using FunctionsExport.Providers.TencentCrs.Api;

namespace FunctionsExport.Providers.TencentCrs.Flow;

/// <summary>The tasks of one kind that a list held.</summary>
/// <param name="Since">From which start on the list was asked for (UTC).</param>
/// <param name="Tasks">They, as they were.</param>
internal sealed record KnownTasks(DateTimeOffset Since, IReadOnlyList<RedisTask> Tasks)
{
    /// <summary>The tasks of a later list, asked for from the same start on, that have come since.</summary>
    public IReadOnlyList<RedisTask> NewOf(IEnumerable<RedisTask> later)
    {
        // Those that had ended are still as they were; of the others the state may have changed.
        var left = later.ToList();
        foreach (var known in Tasks.OrderByDescending(t => t.HasEnded))
        {
            var at = left.FindIndex(t => known.HasEnded ? t == known : t.Key == known.Key);
            if (at >= 0)
            {
                left.RemoveAt(at);
            }
        }

        return left;
    }
}
