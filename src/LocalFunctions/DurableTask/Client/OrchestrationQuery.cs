namespace LocalFunctions.DurableTask.Client;

/// <summary>Which instances a list holds. Everything that is left out matches.</summary>
/// <param name="CreatedFrom">Scheduled at this time or later.</param>
/// <param name="CreatedTo">Scheduled at this time or earlier.</param>
/// <param name="Statuses">In one of these statuses; none named means all.</param>
/// <param name="TaskHubNames">Not looked at: there is one hub.</param>
/// <param name="InstanceIdPrefix">Whose id starts so, without regard to case.</param>
/// <param name="PageSize">The most instances on a page, at least 1; anything less is refused.</param>
/// <param name="FetchInputsAndOutputs">Whether the serialized values can be read.</param>
/// <param name="ContinuationToken">Where to go on.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>How many instances are on a page when nothing is said.</summary>
    public const int DefaultPageSize = 100;
}
