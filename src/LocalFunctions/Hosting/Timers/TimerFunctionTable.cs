using LocalFunctions.Engine.Store;

namespace LocalFunctions.Hosting.Timers;

/// <summary>Where each timer function stands in its schedule.</summary>
internal static class TimerFunctionTable
{
    public static TimerState? Find(StoreConnection connection, string function)
        => connection.Query(
            "SELECT last_at, next_at, updated_at FROM timer_functions WHERE name = @0",
            row => new TimerState(row.OptionalTime(0), row.OptionalTime(1), row.Time(2)),
            function).FirstOrDefault();

    public static int Save(StoreConnection connection, string function, string schedule, TimerState state)
        => connection.Execute(
            """
            INSERT INTO timer_functions (name, schedule, last_at, next_at, updated_at) VALUES (@0, @1, @2, @3, @4)
            ON CONFLICT (name) DO UPDATE
            SET schedule = excluded.schedule, last_at = excluded.last_at, next_at = excluded.next_at,
                updated_at = excluded.updated_at
            """,
            function,
            schedule,
            Columns.From(state.Last),
            Columns.From(state.Next),
            state.Updated.Ticks);
}
