namespace LocalFunctions.Engine.Dispatch;

/// <summary>Clients that wait for an instance's status to change.</summary>
internal sealed class InstanceWaiters
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _closed;

    /// <summary>The number of instances that somebody waits for.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>
    /// A wait that ends at the next change, to be disposed of when it is not waited for any more. Ask for it before looking at
    /// the instance, so that no change is missed.
    /// </summary>
    public Wait NextChange(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                entry = new Entry();
                if (_closed)
                {
                    entry.Changed.SetCanceled();
                }
                else
                {
                    _entries.Add(key, entry);
                }
            }

            entry.Waits++;
            return new Wait(this, key, entry);
        }
    }

    public void Signal(string key)
    {
        Entry? entry;
        lock (_lock)
        {
            _entries.Remove(key, out entry);
        }

        entry?.Changed.SetResult();
    }

    /// <summary>Cancels all waits: the engine stops.</summary>
    public void Close()
    {
        List<Entry> entries;
        lock (_lock)
        {
            _closed = true;
            entries = [.. _entries.Values];
            _entries.Clear();
        }

        entries.ForEach(entry => entry.Changed.TrySetCanceled());
    }

    private void Release(string key, Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Waits == 0 && _entries.TryGetValue(key, out var current) && current == entry)
            {
                _entries.Remove(key);
            }
        }
    }

    /// <summary>One client's wait.</summary>
    internal sealed class Wait : IDisposable
    {
        private readonly InstanceWaiters _owner;
        private readonly string _key;
        private readonly Entry _entry;

        public Wait(InstanceWaiters owner, string key, Entry entry) => (_owner, _key, _entry) = (owner, key, entry);

        /// <summary>Ends at the change; cancelled when the engine stops.</summary>
        public Task Changed => _entry.Changed.Task;

        public void Dispose() => _owner.Release(_key, _entry);
    }

    /// <summary>All waits for one change of one instance.</summary>
    internal sealed class Entry
    {
        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waits { get; set; }
    }
}
