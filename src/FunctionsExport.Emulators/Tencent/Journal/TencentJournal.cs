namespace FunctionsExport.Emulators.Tencent.Journal;

/// <summary>The last calls and downloads that the emulator saw, at most 10,000. Safe for threads.</summary>
internal sealed class TencentJournal
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<TencentEntry> _entries = new();

    /// <summary>The entries in the order in which they ended.</summary>
    public IReadOnlyList<TencentEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>How many calls of an action there were, whatever became of them.</summary>
    public int CountOf(string action) => Entries.Count(entry => entry.Action == action);

    public void Add(TencentEntry entry)
    {
        lock (_lock)
        {
            if (_entries.Count == Capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(entry);
        }
    }
}
