using LocalFunctions.Engine.Store;

namespace LocalFunctions.Hosting.Timers;

/// <summary>Keeps in the store where one timer function stands in its schedule.</summary>
/// <param name="function">The function's name.</param>
/// <param name="schedule">Its schedule, for whoever looks into the store.</param>
/// <param name="store">The store of the running engine; throws when the engine does not run.</param>
internal sealed class ScheduleMonitor(string function, string schedule, Func<EventStore> store)
{
    /// <summary>What was kept last; null when nothing was.</summary>
    public TimerState? Read() => store().Read(connection => TimerFunctionTable.Find(connection, function));

    /// <summary>Ends when the state is on disk.</summary>
    public Task WriteAsync(TimerState state) =>
        store().WriteAsync(connection => TimerFunctionTable.Save(connection, function, schedule, state));
}
