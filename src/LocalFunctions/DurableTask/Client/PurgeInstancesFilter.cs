namespace LocalFunctions.DurableTask.Client;

/// <summary>Which instances are purged. Without statuses running instances go too.</summary>
/// <param name="CreatedFrom">Scheduled at this time or later.</param>
/// <param name="CreatedTo">Scheduled at this time or earlier.</param>
/// <param name="Statuses">In one of these statuses; none named means all.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>
    /// How long the purge may take; what matches still is then left, and <see cref="PurgeResult.IsComplete"/> says so.
    /// <see langword="null"/> for as long as it takes.
    /// </summary>
    public TimeSpan? Timeout { get; init; }
}
