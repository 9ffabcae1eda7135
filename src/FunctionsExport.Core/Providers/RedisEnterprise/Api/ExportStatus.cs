using System.Text.Json;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>The fields of a database that tell of its export.</summary>
/// <param name="Status"><c>exporting</c>, <c>succeeded</c> or <c>failed</c>; null when idle.</param>
/// <param name="Percent"><c>export_progress</c>, 0 to 100; null when absent.</param>
/// <param name="FailureReason"><c>export_failure_reason</c>; null when there is none.</param>
/// <param name="LastExportTime">The time of the last successful export, as written; null when there was none.</param>
internal sealed record ExportStatus(string? Status, double? Percent, string? FailureReason, string? LastExportTime)
{
    internal const string Exporting = "exporting";
    internal const string Succeeded = "succeeded";
    internal const string Failed = "failed";

    // The documentation has "idle"; a real 8.0 cluster answers "", and a 7.x one leaves the field out.
    private const string Idle = "idle";

    /// <summary>Whether no export runs and none has ended since the last reset.</summary>
    public bool IsIdle => Status is null;

    /// <summary>Whether an export runs.</summary>
    public bool IsExporting => Status == Exporting;

    /// <exception cref="FormatException">A field is of a kind that it never has.</exception>
    public static ExportStatus Read(JsonElement database)
    {
        var status = LenientJson.Text(database, "export_status");
        var percent = LenientJson.Number(database, "export_progress");
        return new ExportStatus(
            status == Idle ? null : status,
            percent is null ? null : Math.Clamp(percent.Value, 0, 100),
            LenientJson.Text(database, "export_failure_reason"),
            LenientJson.Text(database, "last_export_time"));
    }
}
