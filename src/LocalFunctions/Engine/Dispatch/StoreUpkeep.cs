using LocalFunctions.Engine.Store;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>
/// Keeps the store small, beside everything else: removes ended instances by age and events that never found an instance,
/// and gives their space back.
/// </summary>
internal sealed class StoreUpkeep(
    EventStore store, TimeSpan retention, TimeProvider timeProvider, ILogger logger, CancellationToken stopping)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Between two steps, so that turns come in between.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _interval = IntervalFor(retention);
    private readonly TimeSpan _ageOfEvents = AgeOfEvents(retention);
    private Task _work = Task.CompletedTask;

    /// <summary>Ends soon after the stop.</summary>
    public Task Drained => _work;

    public void Start() => _work = Task.Run(WorkAsync);

    /// <summary>How often the ages are looked at: a tenth of the retention, from a second to an hour.</summary>
    internal static TimeSpan IntervalFor(TimeSpan retention)
        => retention == Timeout.InfiniteTimeSpan
            ? TimeSpan.FromHours(1)
            : TimeSpan.FromTicks(Math.Clamp(retention.Ticks / 10, TimeSpan.TicksPerSecond, TimeSpan.TicksPerHour));

    /// <summary>
    /// How long an event waits for an instance to be started with its id: no longer than ended instances stay, and a day at
    /// most. (The Functions host refuses such events at once.)
    /// </summary>
    internal static TimeSpan AgeOfEvents(TimeSpan retention)
        => retention == Timeout.InfiniteTimeSpan || retention > Day ? Day : retention;

    private async Task WorkAsync()
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await LookAsync();

                // Ages are by the app's clock, but not how often they are looked at.
                await Task.Delay(_interval, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It goes on after the next start.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            var now = timeProvider.GetUtcNow().UtcDateTime;
            if (retention != Timeout.InfiniteTimeSpan)
            {
                await RepeatAsync(
                    connection => Retention.RemoveEnded(connection, now - retention),
                    count => logger.EndedInstancesRemoved(count, retention));
            }

            await RepeatAsync(
                connection => Retention.RemoveEventsForNobody(connection, now - _ageOfEvents),
                count => logger.EventsForNobodyRemoved(count, _ageOfEvents));
            await GiveSpaceBackAsync();
        }
        catch (ObjectDisposedException) when (stopping.IsCancellationRequested)
        {
            // The store is closed.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.UpkeepFailed(e, _interval);
        }
    }

    private async Task RepeatAsync(Func<StoreConnection, int> step, Action<int> tell)
    {
        var sum = 0;
        try
        {
            while (await store.WriteAsync(step) is > 0 and var count)
            {
                sum += count;
                await Task.Delay(Pause, stopping);
            }
        }
        finally
        {
            if (sum > 0)
            {
                tell(sum);
            }
        }
    }

    private async Task GiveSpaceBackAsync()
    {
        var given = false;
        await store.RunAloneAsync(connection => given = StoreSpace.Convert(connection));
        while (await store.WriteAsync(StoreSpace.GiveBack))
        {
            given = true;
            await Task.Delay(Pause, stopping);
        }

        if (given)
        {
            // The file shrinks when its log has been written into it.
            await store.EmptyLogAsync();
        }
    }
}
