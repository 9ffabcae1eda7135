using FunctionsExport.Emulators.Tencent.Backups;

namespace FunctionsExport.Emulators.Tencent.Faults;

/// <summary>What goes wrong: planned before or while the emulator runs, used up one by one. Safe for threads.</summary>
internal sealed class TencentFaults
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<CallFault>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<TaskKind, Queue<TaskFault>> _tasks = [];
    private readonly Queue<DownloadFault> _downloads = new();

    /// <summary>Plans a fault of the next calls of an action, after those planned already.</summary>
    /// <param name="action">Such as <c>ExportRedisBackup</c>.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">With how many calls.</param>
    public void NextCall(string action, CallFault fault, int times = 1) => Plan(_calls, action, fault, times);

    /// <summary>Plans a fault of the next accepted task of a kind, after those planned already.</summary>
    public void NextTask(TaskKind kind, TaskFault fault) => Plan(_tasks, kind, fault, 1);

    /// <summary>Plans a fault of the next downloads by a good URL, after those planned already.</summary>
    public void NextDownload(DownloadFault fault, int times = 1)
    {
        lock (_lock)
        {
            for (var i = 0; i < times; i++)
            {
                _downloads.Enqueue(fault);
            }
        }
    }

    public CallFault TakeCall(string action) => Take(_calls, action) ?? CallFault.None;

    public TaskFault TakeTask(TaskKind kind) => Take(_tasks, kind) ?? TaskFault.None;

    public DownloadFault TakeDownload()
    {
        lock (_lock)
        {
            return _downloads.TryDequeue(out var fault) ? fault : DownloadFault.None;
        }
    }

    private void Plan<TKey, TFault>(Dictionary<TKey, Queue<TFault>> plans, TKey key, TFault fault, int times)
        where TKey : notnull
    {
        lock (_lock)
        {
            if (!plans.TryGetValue(key, out var queue))
            {
                plans[key] = queue = new Queue<TFault>();
            }

            for (var i = 0; i < times; i++)
            {
                queue.Enqueue(fault);
            }
        }
    }

    private TFault? Take<TKey, TFault>(Dictionary<TKey, Queue<TFault>> plans, TKey key)
        where TKey : notnull
        where TFault : class
    {
        lock (_lock)
        {
            return plans.TryGetValue(key, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
        }
    }
}
