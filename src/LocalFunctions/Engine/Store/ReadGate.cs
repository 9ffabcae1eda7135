using System.Diagnostics;

namespace LocalFunctions.Engine.Store;

/// <summary>Lets any number read at a time, until it is closed for a moment at which nobody does.</summary>
internal sealed class ReadGate
{
    private readonly object _changes = new();
    private int _readers;
    private bool _isClosed;

    /// <summary>Reads, as soon as the gate is open. A read within a read could wait for itself.</summary>
    public T Read<T>(Func<T> read)
    {
        lock (_changes)
        {
            while (_isClosed)
            {
                Monitor.Wait(_changes);
            }

            _readers++;
        }

        try
        {
            return read();
        }
        finally
        {
            lock (_changes)
            {
                _readers--;
                Monitor.PulseAll(_changes);
            }
        }
    }

    /// <summary>Lets nobody in and waits until all are out. For one caller at a time.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <returns>Whether they are; then <see cref="Open"/> is to be called, and not otherwise.</returns>
    public bool TryClose(TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        lock (_changes)
        {
            _isClosed = true;
            while (_readers > 0)
            {
                if (patience - waited.Elapsed is var left && (left <= TimeSpan.Zero || !Monitor.Wait(_changes, left)))
                {
                    _isClosed = _readers == 0;
                    Monitor.PulseAll(_changes);
                    return _isClosed;
                }
            }

            return true;
        }
    }

    /// <summary>Lets readers in again.</summary>
    public void Open()
    {
        lock (_changes)
        {
            _isClosed = false;
            Monitor.PulseAll(_changes);
        }
    }
}
