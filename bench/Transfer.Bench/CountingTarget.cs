using FunctionsExport.Catalog;
using FunctionsExport.Transfer;

namespace Transfer.Bench;

/// <summary>Takes blocks and counts their bytes.</summary>
internal sealed class CountingTarget : ICopyTarget
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public Task<FetchedFile?> FindCommittedAsync(CancellationToken cancellationToken) => Task.FromResult<FetchedFile?>(null);

    public Task<IReadOnlyCollection<(string Name, long Size)>> GetStagedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<(string Name, long Size)>>([]);

    public Task StageAsync(string name, Block block, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _bytes, block.Length);
        return Task.CompletedTask;
    }

    public Task<FetchedFile> CommitAsync(IReadOnlyList<string> names, FetchedFile file, CancellationToken cancellationToken) =>
        Task.FromResult(file);
}
