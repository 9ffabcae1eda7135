namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>The export fields of a database.</summary>
/// <param name="Progress">0 to 100.</param>
/// <param name="FailureReason">One of <see cref="Exports.FailureReasons"/>, or empty.</param>
/// <param name="LastExportTime">When the last successful export ended; null before the first.</param>
/// <param name="AfterReset">Whether it is idle because it was reset, not because nothing was exported yet.</param>
internal sealed record ExportState(
    ExportStatus Status, double Progress, string FailureReason, DateTimeOffset? LastExportTime, bool AfterReset = false);
