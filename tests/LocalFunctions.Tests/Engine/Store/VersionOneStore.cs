namespace LocalFunctions.Tests.Engine.Store;

/// <summary>A store as the first version of this program left it, with instances in the middle of things.</summary>
internal static class VersionOneStore
{
    private const string Tables =
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

    // 'waiting': the turn that called the activity is over. 'told': waits for an event, which is there. 'new': no turn yet.
    private const string Rows =
        """
        INSERT INTO instances (key, instance_id, name, version, execution, history_length, status, input, created_at, updated_at)
        VALUES ('WAITING', 'waiting', 'Asks', '', 7, 3, 0, NULL, 638000000000000000, 638000000000000000),
            ('TOLD', 'told', 'Listens', '', 8, 2, 0, NULL, 638000000000000000, 638000000000000000),
            ('NEW', 'new', 'Asks', '', 9, 0, 6, NULL, 638000000000000000, 638000000000000000);
        INSERT INTO history (execution, position, kind, at, task_id, name, version, data)
        VALUES (7, 0, 1, 638000000000000000, -1, NULL, NULL, NULL),
            (7, 1, 2, 638000000000000000, -1, 'Asks', NULL, NULL),
            (7, 2, 10, 638000000000000000, 0, 'Answer', '', NULL),
            (8, 0, 1, 638000000000000000, -1, NULL, NULL, NULL),
            (8, 1, 2, 638000000000000000, -1, 'Listens', NULL, NULL);
        INSERT INTO activities (key, instance_id, execution, task_id, name, version, input)
        VALUES ('WAITING', 'waiting', 7, 0, 'Answer', '', '[]');
        INSERT INTO inbox (key, carried_over, execution, kind, at, task_id, name, data)
        VALUES ('TOLD', 0, NULL, 41, 638000000000000000, -1, 'E', '"heard"');
        """;

    public static void Create(TemporaryStore store)
    {
        store.Query("PRAGMA journal_mode = WAL");
        store.Query($"BEGIN; {Tables} {Rows} PRAGMA application_id = 0x4C464445; PRAGMA user_version = 1; COMMIT");
    }
}
