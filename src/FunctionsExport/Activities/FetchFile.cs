using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Transfer;
using FunctionsExport.Transfer.Retries;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Activities;

/// <summary>Brings one finished file to Blob Storage.</summary>
public sealed partial class FetchFile(
    ActivityFrame frame,
    ExportSettings settings,
    DatabaseLocks locks,
    ExportStorage storage,
    FetchPlaces places,
    TimeProvider time,
    ILogger<FetchFile> logger)
{
    /// <summary>Copies the file; a repeat sends only what is not there yet, and finds a committed blob done.</summary>
    [Function(nameof(FetchFile))]
    public Task<StepResult<FetchedFile>> RunAsync([ActivityTrigger] FetchStep step, CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(FetchFile), step.Id, step.Source, async source =>
        {
            if (!places.TryTake())
            {
                throw new ExportFaultException(new ExportFault(
                    FaultCodes.FetchQueued, "Other files are being fetched; this one waits for a place.", Retry: true));
            }

            try
            {
                return await FetchAsync(source, step, cancellationToken);
            }
            finally
            {
                places.GiveBack();
            }
        });

    private async Task<FetchedFile> FetchAsync(ExportSource source, FetchStep step, CancellationToken cancellationToken)
    {
        var left = step.Deadline - time.GetUtcNow();
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        Task EnsureOwnedAsync(CancellationToken token) => locks.EnsureOwnedAsync(source.Provider.Database, step.Id, token);
        Task<OpenedFile> OpenAsync(FileRange range, CancellationToken token) =>
            source.Provider.OpenFileAsync(step.File, range, token);
        var name = ExportId.Parse(step.Id)!.BlobNameOf(step.File.Name);
        var target = new BlobTarget(storage.Exports.GetBlockBlobClient(name), step.Id, source.Name, settings.Transfer.Checksum);
        var options = new TransferOptions
        {
            Settings = settings.Transfer,
            Time = TransferTime.System with { Provider = time },
            RateLimit = source.BytesPerSecond is { } rate ? places.LimitOf(source.Name, rate, time) : null,
        };
        try
        {
            if (source.Provider.VerifiesInPlace)
            {
                return await new VerifiedInPlace(step.File, EnsureOwnedAsync).RunAsync(OpenAsync, stop.Token);
            }

            var fetched = await new VerifiedCopy(target, step.File, EnsureOwnedAsync, options).RunAsync(OpenAsync, name, stop.Token);
            // Between the last look and the commit the export may have ended, and its files been discarded: see DiscardFiles.
            await EnsureOwnedAsync(stop.Token);
            return fetched;
        }
        catch (ExportFaultException e) when (e.Fault.Code is FaultCodes.Cancelled or FaultCodes.Superseded)
        {
            await RemoveIfDiscardedAsync(source.Provider.Database, ExportId.Parse(step.Id)!, name, cancellationToken);
            throw;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.DeadlineExceeded,
                $"{step.File.Name} was not in Blob Storage by the deadline. Give the source a longer Deadline."));
        }
    }

    /// <summary>
    /// A run that was still under way when the export's files were discarded removes its own. Not when the export may have succeeded, by
    /// another run of this activity: then the blob is its file.
    /// </summary>
    private async Task RemoveIfDiscardedAsync(
        DatabaseIdentity database, ExportId id, string name, CancellationToken cancellationToken)
    {
        try
        {
            var current = await locks.FindAsync(database, cancellationToken);
            var isDiscarded = current?.Owner == id.ToString()
                ? current.IsDiscarded
                : await new Manifests(storage.Exports).FindAsync(id, cancellationToken) is { State: not ExportState.Succeeded };
            if (isDiscarded)
            {
                await new ExportBlobs(storage.Exports).DiscardFileAsync(id, name, cancellationToken);
            }
        }
        catch (Exception e) when (StorageFailure.Find(e) is { } failure)
        {
            // What is left are blocks that the service drops by itself after a week.
            Log.NotRemoved(logger, id.ToString(), failure.ErrorCode ?? "no answer");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Staged blocks of {Id}, which has ended, could not be removed: {Code}.")]
        public static partial void NotRemoved(ILogger logger, string id, string code);
    }
}
