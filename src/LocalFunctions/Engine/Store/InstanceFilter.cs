using LocalFunctions.DurableTask.Client;

namespace LocalFunctions.Engine.Store;

/// <summary>Which instances a list or a purge is about. What is left out matches everything.</summary>
internal sealed record InstanceFilter
{
    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    public DateTimeOffset? CompletedFrom { get; init; }

    public DateTimeOffset? CompletedTo { get; init; }

    public bool OnlyEnded { get; init; }

    public IEnumerable<OrchestrationRuntimeStatus>? Statuses { get; init; }

    public string? IdPrefix { get; init; }

    /// <summary>Only what comes after this key.</summary>
    public string? AfterKey { get; init; }

    /// <summary>The most instances; negative for no bound.</summary>
    public int Limit { get; init; } = -1;

    public (string Condition, object?[] Arguments) ToSql()
    {
        var conditions = new List<string> { "1 = 1" };
        var arguments = new List<object?>();
        void Require(string condition, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition.Replace("@", "@" + arguments.Count, StringComparison.Ordinal));
                arguments.Add(value);
            }
        }

        Require("created_at >= @", CreatedFrom?.UtcTicks);
        Require("created_at <= @", CreatedTo?.UtcTicks);
        Require("completed_at >= @", CompletedFrom?.UtcTicks);
        Require("completed_at <= @", CompletedTo?.UtcTicks);
        Require("key > @", AfterKey);
        var prefix = string.IsNullOrEmpty(IdPrefix) ? null : InstanceRow.KeyOf(IdPrefix);
        Require("substr(key, 1, length(@)) = @", prefix);
        if (OnlyEnded)
        {
            conditions.Add("completed_at IS NOT NULL");
        }

        var statuses = Statuses?.Select(status => (int)status).Distinct().Order().ToList() ?? [];
        if (statuses.Count > 0)
        {
            conditions.Add($"status IN ({string.Join(", ", statuses)})");
        }

        return (string.Join(" AND ", conditions), [.. arguments]);
    }
}
