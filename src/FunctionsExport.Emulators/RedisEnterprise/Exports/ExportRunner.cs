using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>
/// Carries out an export as a cluster does: every shard is saved to local storage, then the files are copied to the
/// location.
/// </summary>
internal sealed partial class ExportRunner(
    StorageServices services, TimeProvider time, ILogger<ExportRunner> logger)
{
    private static readonly TimeSpan HoldPoll = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs the export to its end.</summary>
    /// <returns>Null for success, otherwise the failure reason.</returns>
    public async Task<string?> RunAsync(ClusterDatabase database, ExportRun run, CancellationToken cancellationToken)
    {
        var name = database.Definition.Name;
        try
        {
            Log.Started(logger, name, run.Location.Type);
            using var staging = new TempFolder("export");
            var files = await SaveAsync(database, run, staging, cancellationToken);
            await WaitAsync(database, run, cancellationToken);
            await PutAsync(files, run, cancellationToken);
            Log.Succeeded(logger, name, files.Count);
            return null;
        }
        catch (ExportFailedException exception)
        {
            Log.Failed(logger, name, exception.Reason, exception.Message);
            return exception.Reason;
        }
        catch (OperationCanceledException)
        {
            return FailureReasons.GeneralError;
        }
        catch (Exception exception)
        {
            // A run has no caller who could see it: without this, the export would stay exporting for ever.
            Log.Failed(logger, name, FailureReasons.GeneralError, exception.ToString());
            return FailureReasons.GeneralError;
        }
    }

    private async Task<List<StagedFile>> SaveAsync(
        ClusterDatabase database, ExportRun run, TempFolder staging, CancellationToken cancellationToken)
    {
        var stamp = await database.Stamps.NextAsync(cancellationToken);
        var forms = database.Answers;
        var definition = database.Definition;
        var shards = database.Shards;
        var saved = 0;
        var files = shards.Select(async shard =>
        {
            var name = ShardFileName.Format(stamp, definition.Uid, definition.Name, shard, shards.Count, forms);
            var file = new StagedFile(shard.Number, name, staging.File(name));
            await ShardSnapshot.WriteAsync(shard.Address, file.Path, time, cancellationToken);
            run.Saved = (double)Interlocked.Increment(ref saved) / shards.Count;
            return file;
        });
        return [.. await Task.WhenAll(files)];
    }

    private async Task WaitAsync(ClusterDatabase database, ExportRun run, CancellationToken cancellationToken)
    {
        var share = run.Fault.AtPercent / 100 ?? 1;
        var rest = run.Pace.Duration * share - time.GetElapsedTime(run.Started);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, time, cancellationToken);
        }

        while (database.Hold)
        {
            await Task.Delay(HoldPoll, time, cancellationToken);
        }
    }

    private async Task PutAsync(List<StagedFile> files, ExportRun run, CancellationToken cancellationToken)
    {
        var target = ExportTargets.For(run.Location, services);
        foreach (var file in run.Fault.EndsEarly ? files.Take(run.Fault.FilesBeforeEnd) : files)
        {
            var fault = run.Fault.OfShard(file.ShardNumber);
            if (fault != FileFault.Missing)
            {
                file.Spoil(fault);
                await target.PutAsync(file.Path, file.Name, cancellationToken);
            }
        }

        if (run.Fault.FailureReason is { } reason)
        {
            throw new ExportFailedException(reason, "A planned fault.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Export of {Database} to a location of type {LocationType} started")]
        public static partial void Started(ILogger logger, string database, string locationType);

        [LoggerMessage(LogLevel.Information, "Export of {Database} succeeded: {Files} files")]
        public static partial void Succeeded(ILogger logger, string database, int files);

        [LoggerMessage(LogLevel.Warning, "Export of {Database} failed, {Reason}: {Detail}")]
        public static partial void Failed(ILogger logger, string database, string reason, string detail);
    }
}
