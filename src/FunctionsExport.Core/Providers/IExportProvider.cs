namespace FunctionsExport.Providers;

/// <summary>
/// One configured database behind one provider's export API. Implementations hold the source's endpoint and secrets; nothing
/// that they return or throw carries either.
/// </summary>
/// <remarks>
/// Every method may be called again after it succeeded, and at the same time from two activities. A failure that the provider
/// reports, or that keeps it from being asked, is thrown as <see cref="ExportFaultException"/>; other exceptions are bugs.
/// </remarks>
public interface IExportProvider
{
    /// <summary>Which database this is; two sources that name one database have equal identities.</summary>
    DatabaseIdentity Database { get; }

    /// <summary>Where exports are written, for people: the kind and the place, without credentials.</summary>
    string Destination { get; }

    /// <summary>
    /// Reads what is there before the export and makes the database ready for it: the database's summary, the time of the last
    /// export, the files already at the location; an old status is reset.
    /// </summary>
    /// <exception cref="ExportFaultException">
    /// <see cref="FaultCodes.DatabaseBusy"/> while an export runs that is not ours.
    /// </exception>
    Task<ExportPreparation> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Asks the provider, once, to start the export. Returns when the provider has accepted it.</summary>
    /// <exception cref="ExportFaultException">
    /// <see cref="ExportFaultException.Fate"/> says whether the request can have reached the provider.
    /// </exception>
    Task StartAsync(ExportPreparation preparation, CancellationToken cancellationToken);

    /// <summary>Reads how the export that followed <paramref name="preparation"/> stands.</summary>
    Task<ExportProgress> GetProgressAsync(ExportPreparation preparation, CancellationToken cancellationToken);

    /// <summary>Lists the finished files of the export that followed <paramref name="preparation"/>, every shard's.</summary>
    /// <exception cref="ExportFaultException">
    /// <see cref="FaultCodes.Incomplete"/> when files are missing, empty or belong to different runs.
    /// </exception>
    Task<IReadOnlyList<ExportedFile>> ListFilesAsync(ExportPreparation preparation, CancellationToken cancellationToken);

    /// <summary>Opens a finished file for reading.</summary>
    /// <param name="file">A file that <see cref="ListFilesAsync"/> returned.</param>
    /// <param name="range">Which bytes; a source without ranges answers from the file's start.</param>
    Task<OpenedFile> OpenFileAsync(ExportedFile file, FileRange range, CancellationToken cancellationToken);
}
