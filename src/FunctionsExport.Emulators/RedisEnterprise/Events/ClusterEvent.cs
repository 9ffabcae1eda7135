namespace FunctionsExport.Emulators.RedisEnterprise.Events;

/// <summary>An event of the cluster's log.</summary>
/// <param name="Time">When.</param>
/// <param name="Type">Such as <c>export_started</c>.</param>
/// <param name="Severity"><c>INFO</c> or <c>ERROR</c>.</param>
/// <param name="DatabaseUid">Which database it is about.</param>
/// <param name="DatabaseName">Its name.</param>
internal sealed record ClusterEvent(
    DateTimeOffset Time, string Type, string Severity, int DatabaseUid, string DatabaseName);
