using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Replay;

/// <summary>
/// External events and those who wait for them. Events that nobody waits for are kept in their order; of several waiters the
/// newest is served first, also when its wait has been cancelled; the event is then swallowed.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter, Func<bool> isInTurn, Action<string> swallowed)
{
    private readonly Dictionary<string, Stack<IWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<HistoryEvent> _buffer = new();

    private interface IWaiter
    {
        Type EventType { get; }

        bool IsWaiting { get; }

        void Complete(string? payload, DataConverter converter);
    }

    /// <summary>Whether someone waits whose wait has not been cancelled.</summary>
    public bool HasWaiters => _waiters.Values.Any(stack => stack.Any(waiter => waiter.IsWaiting));

    public Task<T> Wait<T>(string name, CancellationToken cancellationToken)
    {
        var waiter = new Waiter<T>();
        if (_waiters.TryGetValue(name, out var stack))
        {
            var expected = stack.Peek().EventType;
            if (expected != typeof(T))
            {
                throw new ArgumentException(
                    $"Events with the same name must have the same type argument. Expected {expected.FullName} but was "
                    + $"requested {typeof(T).FullName}.");
            }
        }
        else
        {
            _waiters.Add(name, stack = new Stack<IWaiter>());
        }

        stack.Push(waiter);
        if (TakeBuffered(name) is { } buffered)
        {
            Serve(name, buffered.Data);
        }

        cancellationToken.Register(() =>
        {
            if (isInTurn())
            {
                waiter.TrySetCanceled(cancellationToken);
            }
        });
        return waiter.Task;
    }

    /// <summary>Gives an event to the newest waiter, or keeps it.</summary>
    public void Raise(HistoryEvent raised)
    {
        if (_waiters.ContainsKey(raised.Name!))
        {
            Serve(raised.Name!, raised.Data);
        }
        else
        {
            _buffer.AddLast(raised);
        }
    }

    /// <summary>Takes all events that nobody has waited for.</summary>
    public List<HistoryEvent> TakeAll()
    {
        var all = _buffer.ToList();
        _buffer.Clear();
        return all;
    }

    private void Serve(string name, string? payload)
    {
        var stack = _waiters[name];
        var waiter = stack.Pop();
        if (stack.Count == 0)
        {
            _waiters.Remove(name);
        }

        if (!waiter.IsWaiting)
        {
            swallowed(name);
        }

        waiter.Complete(payload, converter);
    }

    private HistoryEvent? TakeBuffered(string name)
    {
        for (var node = _buffer.First; node is not null; node = node.Next)
        {
            if (string.Equals(node.Value.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                _buffer.Remove(node);
                return node.Value;
            }
        }

        return null;
    }

    private sealed class Waiter<T> : TaskCompletionSource<T>, IWaiter
    {
        public Type EventType => typeof(T);

        public bool IsWaiting => !Task.IsCompleted;

        // No payload for a value type is an error here, as it is in the SDK.
        public void Complete(string? payload, DataConverter converter)
            => TrySetResult(converter.Deserialize<T>(payload)!);
    }
}
