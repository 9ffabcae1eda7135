using FunctionsExport.Catalog;

namespace FunctionsExport.Starting;

/// <summary>Asks the durable runtime for the owner of a database's lock.</summary>
internal static class LockOwner
{
    public static async Task<OwnerState> FindAsync(DurableTaskClient client, string owner, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(owner, cancellationToken) switch
        {
            null => OwnerState.Unknown,
            { IsCompleted: true } => OwnerState.Ended,
            _ => OwnerState.Alive,
        };
}
