namespace LocalFunctions.Engine.Store;

/// <summary>How the tables came to be. Stores of every version are about: a step that has been released never changes.</summary>
internal static class SchemaSteps
{
    private const string First =
        """
        CREATE TABLE instances (
            key TEXT NOT NULL PRIMARY KEY,
            instance_id TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            execution INTEGER NOT NULL,
            history_length INTEGER NOT NULL,
            status INTEGER NOT NULL,
            input TEXT,
            output TEXT,
            custom_status TEXT,
            failure TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            completed_at INTEGER,
            start_at INTEGER,
            parent_id TEXT,
            parent_name TEXT,
            parent_execution INTEGER,
            parent_task_id INTEGER,
            tags TEXT);
        CREATE TABLE history (
            execution INTEGER NOT NULL,
            position INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT,
            version TEXT,
            data TEXT,
            failure TEXT,
            PRIMARY KEY (execution, position)) WITHOUT ROWID;
        CREATE TABLE inbox (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL,
            carried_over INTEGER NOT NULL,
            execution INTEGER,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT,
            version TEXT,
            data TEXT,
            failure TEXT);
        CREATE INDEX inbox_by_key ON inbox (key, carried_over DESC, sequence);
        CREATE TABLE activities (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL,
            instance_id TEXT NOT NULL,
            execution INTEGER NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            input TEXT NOT NULL);
        CREATE INDEX activities_by_execution ON activities (execution);
        CREATE TABLE timers (
            execution INTEGER NOT NULL,
            task_id INTEGER NOT NULL,
            key TEXT NOT NULL,
            fire_at INTEGER NOT NULL,
            PRIMARY KEY (execution, task_id)) WITHOUT ROWID;
        """;

    // counters: no number of an execution is given twice, whatever is removed. The partial indexes are what a start and the
    // purge by age look for among any number of ended instances.
    private const string StartsTimersAndPurge =
        """
        CREATE TABLE timer_functions (
            name TEXT NOT NULL PRIMARY KEY,
            schedule TEXT NOT NULL,
            last_at INTEGER,
            next_at INTEGER,
            updated_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE counters (
            name TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX instances_by_execution ON instances (execution);
        CREATE INDEX instances_to_begin ON instances (key)
            WHERE history_length = 0 AND start_at IS NULL AND completed_at IS NULL;
        CREATE INDEX instances_by_completion ON instances (completed_at) WHERE completed_at IS NOT NULL;
        INSERT INTO counters VALUES ('execution', max(
            coalesce((SELECT max(execution) FROM instances), 0),
            coalesce((SELECT max(parent_execution) FROM instances), 0),
            coalesce((SELECT max(execution) FROM history), 0),
            coalesce((SELECT max(execution) FROM activities), 0)));
        """;

    private const string GenerationsAttemptsAndTraces =
        """
        ALTER TABLE instances ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE instances ADD COLUMN trace_parent TEXT;
        ALTER TABLE activities ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;
        """;

    /// <summary>The step at index n makes a store of version n into one of version n + 1; 0 is the empty file.</summary>
    public static IReadOnlyList<string> All { get; } = [First, StartsTimersAndPurge, GenerationsAttemptsAndTraces];
}
