using Microsoft.Data.Sqlite;

namespace LocalFunctions.Engine.Store;

/// <summary>A connection to the store that keeps its statements prepared. Parameters are written @0, @1, …</summary>
internal sealed class StoreConnection : IDisposable
{
    /// <summary>Makes statements wait for a file that another process has locked, 10 s at most.</summary>
    public const string WaitWhenBusy = "PRAGMA busy_timeout = 10000";

    private static readonly string[] ParameterNames = [.. Enumerable.Range(0, 32).Select(index => "@" + index)];

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    private StoreConnection(string path, SqliteConnection connection) => (Path, _connection) = (path, connection);

    /// <summary>The store's file.</summary>
    public string Path { get; }

    public static StoreConnection Open(string path, bool readOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        try
        {
            connection.Open();
            var opened = new StoreConnection(path, connection);
            opened.Execute(WaitWhenBusy);
            opened.Execute(readOnly ? "PRAGMA query_only = 1" : "PRAGMA synchronous = FULL");
            return opened;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement and gives the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteNonQuery();

    /// <summary>The first column of the first row, or <see langword="null"/>.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> arguments)
        => Bind(sql, arguments).ExecuteScalar() is { } value and not DBNull ? value : null;

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Bind(sql, arguments).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>Ends the transaction without a trace; does nothing when SQLite has ended it, or none was begun.</summary>
    public void TryRollback() => TryExecute("ROLLBACK");

    /// <summary>Runs a statement; says whether it could be run.</summary>
    public bool TryExecute(string sql)
    {
        try
        {
            Execute(sql);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Gives all reads inside one and the same state of the store.</summary>
    public T Snapshot<T>(Func<StoreConnection, T> read)
    {
        Execute("BEGIN");
        try
        {
            var result = read(this);
            Execute("COMMIT");
            return result;
        }
        catch
        {
            TryRollback();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < arguments.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = ParameterNames[i] });
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        }

        return command;
    }
}
