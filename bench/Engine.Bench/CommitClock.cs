using System.Diagnostics;
using LocalFunctions.Engine.Store;

namespace Engine.Bench;

/// <summary>Counts an engine's commits and the time that they take, which is the disk's.</summary>
internal sealed class CommitClock
{
    private long _begin;
    private long _count;
    private long _time;

    public long Count => Volatile.Read(ref _count);

    public TimeSpan Time => Stopwatch.GetElapsedTime(0, Volatile.Read(ref _time));

    public void At(CommitPoint point, long number)
    {
        var now = Stopwatch.GetTimestamp();
        if (point == CommitPoint.Before)
        {
            _begin = now;
        }
        else
        {
            Volatile.Write(ref _time, _time + now - _begin);
            Volatile.Write(ref _count, number);
        }
    }
}
