namespace FunctionsExport.Emulators.RedisEnterprise.Journal;

/// <summary>The last requests that the emulator saw, at most 10,000. Safe for threads.</summary>
internal sealed class RequestJournal
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<JournalEntry> _entries = new();
    private long _last;

    /// <summary>The requests in the order of their answers.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    public void Add(JournalEntry entry)
    {
        lock (_lock)
        {
            if (_entries.Count == Capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(entry with { Number = ++_last });
        }
    }

    /// <summary>Forgets them; the numbers go on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }
}
