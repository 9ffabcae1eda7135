namespace FunctionsExport.Emulators.Processes;

/// <summary>The last lines that a process wrote, and waits for lines to come. Safe for threads.</summary>
internal sealed class OutputLines
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly List<Waiter> _waiters = [];
    private readonly int _capacity;

    /// <param name="capacity">How many lines are kept, at least 1.</param>
    public OutputLines(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            if (_lines.Count == _capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
            _waiters.RemoveAll(waiter => waiter.Offer(line));
        }
    }

    /// <summary>The newest <paramref name="count"/> lines, oldest first.</summary>
    public IReadOnlyList<string> Last(int count)
    {
        lock (_lock)
        {
            return [.. _lines.TakeLast(count)];
        }
    }

    /// <summary>The first line, of those kept and those to come, that <paramref name="wanted"/> accepts.</summary>
    public Task<string> FirstAsync(Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_lines.FirstOrDefault(wanted) is { } line)
            {
                return Task.FromResult(line);
            }

            var waiter = new Waiter(wanted);
            _waiters.Add(waiter);
            return waiter.Line.WaitAsync(cancellationToken);
        }
    }

    private sealed class Waiter(Func<string, bool> wanted)
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public bool Offer(string line) => wanted(line) && _line.TrySetResult(line);
    }
}
