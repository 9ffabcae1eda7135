using FunctionsExport.Providers;

namespace FunctionsExport.Tests.Providers;

/// <summary>The provider's steps for tests that need to know nothing of the export's id and of stages: there is one.</summary>
internal static class Preparing
{
    public const string ExportId = "orders-20260301T010203Z-00beef";

    public static readonly DateTimeOffset Deadline = DateTimeOffset.UtcNow.AddHours(6);

    public static Task<ExportPreparation> PrepareAsync(
        this IExportProvider provider, CancellationToken cancellationToken, string id = ExportId) =>
        provider.PrepareAsync(new PlannedExport(id, Deadline), cancellationToken);

    public static Task StartAsync(
        this IExportProvider provider, ExportPreparation preparation, CancellationToken cancellationToken) =>
        provider.StartAsync(preparation, [], cancellationToken);

    public static Task<ExportProgress> GetProgressAsync(
        this IExportProvider provider, ExportPreparation preparation, CancellationToken cancellationToken) =>
        provider.GetProgressAsync(preparation, [], cancellationToken);

    public static Task<IReadOnlyList<ExportedFile>> ListFilesAsync(
        this IExportProvider provider, ExportPreparation preparation, CancellationToken cancellationToken) =>
        provider.ListFilesAsync(preparation, [], cancellationToken);
}
