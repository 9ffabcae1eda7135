using FunctionsExport.Catalog;

namespace FunctionsExport.Starting;

/// <summary>Removes, each hour, the idempotency keys whose time has passed.</summary>
public sealed class IdempotencyKeySweep(ExportStorage storage, IdempotencyKeys keys)
{
    /// <summary>One sweep; harmless when repeated.</summary>
    [Function(nameof(IdempotencyKeySweep))]
    public async Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        await keys.SweepAsync(cancellationToken);
    }
}
