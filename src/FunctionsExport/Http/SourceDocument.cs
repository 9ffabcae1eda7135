namespace FunctionsExport.Http;

/// <summary>A source as <c>GET /sources</c> shows it. Times are UTC.</summary>
/// <param name="Name">The name that requests give.</param>
/// <param name="DisplayName">A text for people.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Database">The provider's own id of the database.</param>
/// <param name="ExportLocation">Where the provider writes, without credentials.</param>
/// <param name="Fetch">Whether exports that do not say so are brought to Blob Storage.</param>
/// <param name="Deadline">How long an export may take.</param>
/// <param name="Schedule">The NCRONTAB expressions; null for none.</param>
/// <param name="ScheduleTimeZone">The time zone that they are in; null for none.</param>
/// <param name="NextRun">When the schedule is due next.</param>
/// <param name="Overdue">Whether the last export that should have succeeded by now has not; null without a schedule.</param>
/// <param name="RunningExport">The export that has the database now, of this source or another that names the same one.</param>
/// <param name="LastExport">The newest export that has ended.</param>
/// <param name="LastSuccess">The newest export that has succeeded.</param>
internal sealed record SourceDocument(
    string Name,
    string DisplayName,
    string Provider,
    string Database,
    string ExportLocation,
    bool Fetch,
    TimeSpan Deadline,
    IReadOnlyList<string>? Schedule,
    string? ScheduleTimeZone,
    DateTimeOffset? NextRun,
    bool? Overdue,
    string? RunningExport,
    LastExportDocument? LastExport,
    LastExportDocument? LastSuccess);
