using FunctionsExport.Providers;
using FunctionsExport.Retention;
using FunctionsExport.Schedules;

namespace FunctionsExport.Configuration;

/// <summary>A configured database, which clients name and never address.</summary>
/// <param name="Name">The name, matching <c>^[a-z][a-z0-9]{0,39}$</c>; it becomes a part of settings and blob names.</param>
/// <param name="DisplayName">A text for people; the name when none is set.</param>
/// <param name="ProviderName">The provider's name, such as <c>RedisEnterprise</c>.</param>
/// <param name="Provider">The provider, with the source's endpoint and secrets.</param>
/// <param name="Deadline">How long an export may take from its request, waits included.</param>
/// <param name="Fetch">Whether an export that does not say so brings the files to Blob Storage.</param>
/// <param name="Schedule">When exports start by themselves; null for never.</param>
/// <param name="OverdueTolerance">How long after a due instant its export may have to succeed before the source is overdue.</param>
public sealed record ExportSource(
    string Name,
    string DisplayName,
    string ProviderName,
    IExportProvider Provider,
    TimeSpan Deadline,
    bool Fetch,
    SourceSchedule? Schedule,
    TimeSpan OverdueTolerance)
{
    /// <summary>The most bytes that are read of the source's files in a second, all together; null for no bound.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>How long exports are kept; null for ever.</summary>
    public RetentionPolicy? Retention { get; init; }
}
