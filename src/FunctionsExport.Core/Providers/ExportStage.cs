namespace FunctionsExport.Providers;

/// <summary>
/// One thing that an export starts at its provider, such as a backup and then that backup's export. It is recorded before the request
/// goes out, and again when the provider has answered.
/// </summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="At">When it was recorded, by this app's clock (UTC): before the request, and after the reads that planned it.</param>
/// <param name="Intent">
/// What <see cref="IExportProvider.PlanAsync"/> has planned, as JSON, opaque to all but the provider; null when there was nothing to
/// start.
/// </param>
/// <param name="Receipt">
/// What <see cref="IExportProvider.StartAsync"/> has brought back, as JSON, opaque to all but the provider. Null while the request is
/// out, and for good when its answer was lost: what became of it is told from <paramref name="Intent"/> and the provider's state.
/// </param>
public sealed record ExportStage(int Number, DateTimeOffset At, string? Intent, string? Receipt = null);
