namespace FunctionsExport.Emulators.RedisEnterprise.Events;

/// <summary>The cluster's last events, at most 10,000. Safe for threads.</summary>
internal sealed class EventLog(TimeProvider time)
{
    public const string Started = "export_started";
    public const string Succeeded = "export_succeeded";
    public const string Failed = "export_failed";

    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<ClusterEvent> _events = new();

    /// <summary>From the oldest to the newest.</summary>
    public IReadOnlyList<ClusterEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public void Add(string type, int databaseUid, string databaseName)
    {
        lock (_lock)
        {
            if (_events.Count == Capacity)
            {
                _events.Dequeue();
            }

            var severity = type == Failed ? "ERROR" : "INFO";
            _events.Enqueue(new ClusterEvent(time.GetUtcNow(), type, severity, databaseUid, databaseName));
        }
    }
}
