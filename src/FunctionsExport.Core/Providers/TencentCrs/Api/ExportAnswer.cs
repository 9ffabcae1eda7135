namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>What became of a request to export a backup.</summary>
/// <param name="Kind">Whether it was accepted.</param>
/// <param name="TaskId">The task; null when it was not accepted, or the answer did not say.</param>
internal sealed record ExportAnswer(ExportAnswerKind Kind, long? TaskId = null);
