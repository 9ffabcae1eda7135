namespace LocalFunctions.Engine.Dispatch;

/// <summary>Clients that wait for an instance's status to change.</summary>
internal sealed class InstanceWaiters
{
    private readonly Dictionary<string, TaskCompletionSource> _waiters = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _closed;

    /// <summary>
    /// A task that ends at the next change. Ask for it before looking at the instance, so that no change is missed.
    /// </summary>
    public Task NextChange(string key)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return Task.FromCanceled(new CancellationToken(canceled: true));
            }

            if (!_waiters.TryGetValue(key, out var waiter))
            {
                waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiters.Add(key, waiter);
            }

            return waiter.Task;
        }
    }

    public void Signal(string key)
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            _waiters.Remove(key, out waiter);
        }

        waiter?.SetResult();
    }

    /// <summary>Cancels all waits: the engine stops.</summary>
    public void Close()
    {
        List<TaskCompletionSource> waiters;
        lock (_lock)
        {
            _closed = true;
            waiters = [.. _waiters.Values];
            _waiters.Clear();
        }

        waiters.ForEach(waiter => waiter.TrySetCanceled());
    }
}
