using FunctionsExport.Catalog;
using FunctionsExport.Providers;

namespace FunctionsExport.Transfer;

/// <summary>What takes one file, in blocks, and makes a file of them once.</summary>
internal interface ICopyTarget
{
    /// <summary>The file as it was committed before by this export; null when it is not there.</summary>
    /// <exception cref="ExportFaultException"><see cref="FaultCodes.BlobConflict"/> when there is another one.</exception>
    Task<FetchedFile?> FindCommittedAsync(CancellationToken cancellationToken);

    /// <summary>The names of the blocks that are staged and not committed, with their sizes in bytes.</summary>
    Task<IReadOnlyCollection<(string Name, long Size)>> GetStagedAsync(CancellationToken cancellationToken);

    /// <summary>Stages one block, with a checksum that the target holds it to.</summary>
    Task StageAsync(string name, Block block, CancellationToken cancellationToken);

    /// <summary>Makes the staged blocks the file, unless one is there.</summary>
    /// <exception cref="StartOverException">Staged blocks are gone.</exception>
    Task<FetchedFile> CommitAsync(IReadOnlyList<string> names, FetchedFile file, CancellationToken cancellationToken);
}
