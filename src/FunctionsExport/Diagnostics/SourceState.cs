namespace FunctionsExport.Diagnostics;

/// <summary>How a source stands, as of the last look.</summary>
/// <param name="LastSuccess">When its newest succeeded export was asked for (UTC); null for none.</param>
/// <param name="DueSince">The oldest due instant since then (UTC); null when none has passed, or without a schedule.</param>
/// <param name="Overdue">Whether an export that should have succeeded has not; null without a schedule.</param>
public sealed record SourceState(DateTimeOffset? LastSuccess, DateTimeOffset? DueSince, bool? Overdue);
