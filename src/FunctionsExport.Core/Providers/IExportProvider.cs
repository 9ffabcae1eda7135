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

    /// <summary>
    /// Reads what the next stage has to start. The answer is recorded before the request of <see cref="StartAsync"/> goes out; when that
    /// was refused the stage is planned anew.
    /// </summary>
    /// <param name="preparation">What was there before the export.</param>
    /// <param name="stages">The stages before, all done; empty for the first.</param>
    /// <returns>
    /// What is to be started, and what a lost answer is told by later: JSON without secrets, of a few KiB at most. Null when there is
    /// nothing to start in this stage.
    /// </returns>
    Task<string?> PlanAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken);

    /// <summary>Asks the provider, once, for what was planned. Returns when the provider has accepted it.</summary>
    /// <param name="preparation">What was there before the export.</param>
    /// <param name="stages">The stages so far; the last is the one to start.</param>
    /// <returns>What the provider gave to follow it by, such as a task's id: JSON without secrets.</returns>
    /// <exception cref="ExportFaultException">
    /// <see cref="ExportFaultException.Fate"/> says whether the request can have reached the provider.
    /// </exception>
    Task<string> StartAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken);

    /// <summary>Reads how the export that followed <paramref name="preparation"/> stands.</summary>
    /// <param name="preparation">What was there before the export.</param>
    /// <param name="stages">The stages so far; empty when none has come to its request.</param>
    Task<ExportProgress> GetProgressAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken);

    /// <summary>Lists the finished files of the export that followed <paramref name="preparation"/>, every shard's.</summary>
    /// <param name="preparation">What was there before the export.</param>
    /// <param name="stages">All stages.</param>
    /// <exception cref="ExportFaultException">
    /// <see cref="FaultCodes.Incomplete"/> when files are missing, empty or belong to different runs.
    /// </exception>
    Task<IReadOnlyList<ExportedFile>> ListFilesAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken);

    /// <summary>Opens a finished file for reading.</summary>
    /// <param name="file">A file that <see cref="ListFilesAsync"/> returned.</param>
    /// <param name="range">Which bytes; a source without ranges answers from the file's start.</param>
    Task<OpenedFile> OpenFileAsync(ExportedFile file, FileRange range, CancellationToken cancellationToken);
}
