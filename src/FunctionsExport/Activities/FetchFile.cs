using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Transfer;

namespace FunctionsExport.Activities;

/// <summary>Brings one finished file to Blob Storage.</summary>
public sealed class FetchFile(
    ActivityFrame frame, DatabaseLocks locks, ExportStorage storage, FetchPlaces places, TimeProvider time)
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
        try
        {
            if (source.Provider.VerifiesInPlace)
            {
                return await new VerifiedInPlace(step.File, EnsureOwnedAsync).RunAsync(OpenAsync, stop.Token);
            }

            var target = new BlobTarget(storage.Exports.GetBlockBlobClient(name), step.Id);
            return await new VerifiedCopy(target, step.File, EnsureOwnedAsync).RunAsync(OpenAsync, name, stop.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.DeadlineExceeded,
                $"{step.File.Name} was not in Blob Storage by the deadline. Give the source a longer Deadline."));
        }
    }
}
