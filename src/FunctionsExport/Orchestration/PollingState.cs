namespace FunctionsExport.Orchestration;

/// <summary>What the checks of a running export have seen so far.</summary>
/// <param name="StartedAt">When the export began (UTC).</param>
/// <param name="Percent">The highest progress seen; null when the provider has told none.</param>
/// <param name="RoseAt">When the progress last rose (UTC).</param>
/// <param name="ChecksSinceRise">How many checks have seen no rise since.</param>
/// <param name="FailedChecks">How many of the last checks went without an answer.</param>
/// <param name="Begun">Whether the provider was seen exporting.</param>
public sealed record PollingState(
    DateTimeOffset StartedAt, double? Percent, DateTimeOffset RoseAt, int ChecksSinceRise, int FailedChecks, bool Begun = false)
{
    /// <summary>The state before the first check.</summary>
    public static PollingState At(DateTimeOffset startedAt) => new(startedAt, null, startedAt, 0, 0);

    /// <summary>The state after a check that saw a progress.</summary>
    public PollingState Saw(double? percent, DateTimeOffset now) => percent > (Percent ?? 0)
        ? this with { Percent = percent, RoseAt = now, ChecksSinceRise = 0, FailedChecks = 0 }
        : this with { Percent = Percent ?? percent, ChecksSinceRise = ChecksSinceRise + 1, FailedChecks = 0 };

    /// <summary>The state after a check that went without an answer.</summary>
    public PollingState Failed() => this with { FailedChecks = FailedChecks + 1 };
}
