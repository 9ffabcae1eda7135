using Microsoft.Data.Sqlite;

namespace LocalFunctions.Tests.Engine;

/// <summary>A store in a folder of its own, which is removed in the end.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-functions-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "store.db");

    /// <summary>Runs a statement on the file, beside any engine.</summary>
    public object? Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The size of the store's file or, with the suffix "-wal", of its log, in bytes.</summary>
    public long Length(string suffix = "")
    {
        var file = new FileInfo(Path + suffix);
        return file.Exists ? file.Length : 0;
    }

    /// <summary>Asserts that SQLite finds no fault in the file.</summary>
    public void AssertIntact() => Assert.Equal("ok", Query("PRAGMA integrity_check"));

    public void Dispose() => _folder.Delete(recursive: true);
}
