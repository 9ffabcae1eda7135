using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>
/// Makes the turns of the instances that have something to do: so many at once, and never two of one instance.
/// </summary>
internal sealed class OrchestrationDispatcher(
    TurnRunner runner,
    Action<Effects> distribute,
    TimeProvider timeProvider,
    ILogger logger,
    int maxConcurrent,
    CancellationToken stopping)
{
    private static readonly TimeSpan WaitAfterFault = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _ready = Channel.CreateUnbounded<string>();
    private readonly Dictionary<string, State> _states = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task _workers = Task.CompletedTask;

    private enum State
    {
        Queued,
        Running,

        /// <summary>Something arrived during the turn: another one follows.</summary>
        RunningAndWoken,
    }

    /// <summary>How many instances wait for a turn.</summary>
    public int Waiting => _ready.Reader.Count;

    /// <summary>Ends when the turns that were being made at the time of the stop are written.</summary>
    public Task Drained => _workers;

    public void Start() => _workers = Task.WhenAll(Enumerable.Range(0, maxConcurrent).Select(_ => Task.Run(WorkAsync)));

    /// <summary>Says that the instance may have something to do.</summary>
    public void Wake(string key)
    {
        lock (_lock)
        {
            if (!_states.TryGetValue(key, out var state))
            {
                _states.Add(key, State.Queued);
                _ready.Writer.TryWrite(key);
            }
            else if (state == State.Running)
            {
                _states[key] = State.RunningAndWoken;
            }
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var key = await _ready.Reader.ReadAsync(stopping);
                SetRunning(key);
                await RunTurnAsync(key);
                SetIdle(key);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is queued is in the store.
        }
    }

    private async Task RunTurnAsync(string key)
    {
        try
        {
            if (await runner.RunAsync(key) is { } effects)
            {
                distribute(effects);
            }
        }
        catch (ObjectDisposedException) when (stopping.IsCancellationRequested)
        {
            // The engine did not wait for this turn: it will be made again.
        }
        catch (Exception e)
        {
            logger.TurnFailed(e, key);
            _ = WakeLaterAsync(key);
        }
    }

    private async Task WakeLaterAsync(string key)
    {
        await Task.Delay(WaitAfterFault, timeProvider);
        Wake(key);
    }

    private void SetRunning(string key)
    {
        lock (_lock)
        {
            _states[key] = State.Running;
        }
    }

    private void SetIdle(string key)
    {
        lock (_lock)
        {
            if (_states[key] == State.RunningAndWoken)
            {
                _states[key] = State.Queued;
                _ready.Writer.TryWrite(key);
            }
            else
            {
                _states.Remove(key);
            }
        }
    }
}
