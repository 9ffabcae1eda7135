using FunctionsExport.Providers;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

internal static class Preparing
{
    public const string ExportId = "orders-20260301T010203Z-00beef";

    public static readonly DateTimeOffset Deadline = DateTimeOffset.UtcNow.AddHours(6);

    /// <summary>Prepares an export of which the test needs to know nothing.</summary>
    public static Task<ExportPreparation> PrepareAsync(
        this IExportProvider provider, CancellationToken cancellationToken, string id = ExportId) =>
        provider.PrepareAsync(new PlannedExport(id, Deadline), cancellationToken);
}
