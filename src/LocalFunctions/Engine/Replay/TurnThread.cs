namespace LocalFunctions.Engine.Replay;

/// <summary>
/// Runs orchestrator code on one thread and only within its turn. A continuation that comes from elsewhere (the code awaited
/// something that is not durable) is dropped: nothing may happen that the history does not know of.
/// </summary>
internal sealed class TurnThread(Action strayed) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _threadId;

    /// <summary>Whether the caller is the orchestrator's code in its turn.</summary>
    public bool IsCurrent => Volatile.Read(ref _threadId) == Environment.CurrentManagedThreadId;

    /// <summary>Runs the turn on the calling thread.</summary>
    public void Run(Action turn)
    {
        var previous = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _threadId, Environment.CurrentManagedThreadId);
        try
        {
            turn();
        }
        finally
        {
            Volatile.Write(ref _threadId, 0);
            SetSynchronizationContext(previous);
        }
    }

    /// <summary>Runs what the code has posted, until nothing is left.</summary>
    public void Drain()
    {
        while (_queue.TryDequeue(out var posted))
        {
            posted.Callback(posted.State);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _queue.Enqueue((d, state));
        }
        else
        {
            Stray();
        }
    }

    /// <summary>Says that code of the orchestrator runs outside its turn.</summary>
    public void Stray() => strayed();

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
        {
            throw new InvalidOperationException("Orchestrator code cannot be called from outside its turn.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
