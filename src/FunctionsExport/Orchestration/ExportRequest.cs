namespace FunctionsExport.Orchestration;

/// <summary>
/// The input of an export's orchestration. It names the source; endpoints and secrets are looked up where they are used. What
/// configuration the orchestration needs is copied here when the export is asked for, so that a replay sees the same.
/// </summary>
/// <param name="Source">The source's name.</param>
/// <param name="Provider">The provider's name, for the manifest.</param>
/// <param name="Fetch">Whether to bring the files to Blob Storage.</param>
/// <param name="Trigger"><c>http</c> or <c>schedule</c>.</param>
/// <param name="RequestedAt">When it was asked for (UTC).</param>
/// <param name="Deadline">When it has to be done (UTC).</param>
/// <param name="StartGrace">How long an accepted export may stay idle at the provider.</param>
/// <param name="FetchParallelism">How many files are fetched at a time.</param>
/// <param name="AppVersion">The version of the app that took the request.</param>
/// <param name="RemoveAfterFetch">Whether the files are removed from the export location when they have been fetched.</param>
public sealed record ExportRequest(
    string Source,
    string Provider,
    bool Fetch,
    string Trigger,
    DateTimeOffset RequestedAt,
    DateTimeOffset Deadline,
    TimeSpan StartGrace,
    int FetchParallelism,
    string AppVersion,
    bool RemoveAfterFetch = false)
{
    /// <summary>The trigger of an export that was asked for over HTTP.</summary>
    public const string Http = "http";

    /// <summary>The trigger of an export that a schedule started.</summary>
    public const string Schedule = "schedule";
}
