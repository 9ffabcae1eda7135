using System.Threading.Channels;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Executes activities, so many at once, and acknowledges them.</summary>
internal sealed class ActivityDispatcher(
    ActivityRunner runner,
    DurableWrites writes,
    Action<string> wake,
    ILogger logger,
    int maxConcurrent,
    CancellationToken stopping)
{
    private readonly Channel<ActivityWork> _queue = Channel.CreateUnbounded<ActivityWork>();
    private Task _workers = Task.CompletedTask;

    public void Start() => _workers = Task.WhenAll(Enumerable.Range(0, maxConcurrent).Select(_ => Task.Run(WorkAsync)));

    public void Enqueue(ActivityWork work) => _queue.Writer.TryWrite(work);

    /// <summary>How many wait for their execution.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Ends when what ran at the time of the stop has ended.</summary>
    public Task Drained => _workers;

    private async Task WorkAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var work = await _queue.Reader.ReadAsync(stopping);
                stopping.ThrowIfCancellationRequested();
                if (await runner.RunAsync(work, stopping) is { } result && await CompleteAsync(work, result))
                {
                    wake(work.Key);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException) when (stopping.IsCancellationRequested)
            {
                // The engine did not wait for this activity: it will be run again.
                return;
            }
            catch (Exception e)
            {
                // It will be run again after the next start.
                logger.ActivityNotAcknowledged(e.GetType().FullName!);
            }
        }
    }

    /// <summary>Stores a result; of one that cannot be stored, that it could not.</summary>
    private async Task<bool> CompleteAsync(ActivityWork work, HistoryEvent result)
    {
        try
        {
            return await writes.WriteAsync(connection => ActivityTable.Complete(connection, work, result));
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            logger.ActivityNotAcknowledged(e.GetType().FullName!);
            var failed = new HistoryEvent(HistoryEventKind.TaskFailed, result.At)
            {
                TaskId = work.TaskId,
                Failure = Failures.NotStored(e),
            };
            return await writes.WriteAsync(connection => ActivityTable.Complete(connection, work, failed));
        }
    }
}
