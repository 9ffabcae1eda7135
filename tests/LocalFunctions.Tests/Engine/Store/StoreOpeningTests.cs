using LocalFunctions.Engine.Store;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Tests.Engine.Store;

public sealed class StoreOpeningTests
{
    [Fact]
    public void File_that_is_no_database_is_refused_and_left_alone()
    {
        using var folder = new TemporaryStore();
        var content = new string('x', 5000);
        File.WriteAllText(folder.Path, content);

        var e = Assert.Throws<InvalidOperationException>(() => EventStore.Open(folder.Path));

        Assert.StartsWith($"The file '{folder.Path}' is not an SQLite database.", e.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(folder.Path));
    }

    [Fact]
    public void Folder_is_no_store()
    {
        using var folder = new TemporaryStore();
        Directory.CreateDirectory(folder.Path);

        var e = Assert.Throws<InvalidOperationException>(() => EventStore.Open(folder.Path));

        Assert.StartsWith($"The store '{folder.Path}' cannot be opened", e.Message, StringComparison.Ordinal);
        Assert.Contains("is it a folder", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_in_place_of_the_folder_is_told()
    {
        using var folder = new TemporaryStore();
        File.WriteAllText(folder.Path, "a file");
        var path = Path.Combine(folder.Path, "store.db");

        var e = Assert.Throws<InvalidOperationException>(() => EventStore.Open(path));

        Assert.StartsWith($"The store '{path}' cannot be opened", e.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, e.InnerException!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_that_cannot_be_made_is_told_apart_from_one_that_is_held()
    {
        using var folder = new TemporaryStore();
        Directory.CreateDirectory(folder.Path + ".lock");

        var e = Assert.Throws<InvalidOperationException>(() => EventStore.Open(folder.Path));

        Assert.StartsWith($"The store '{folder.Path}' cannot be opened", e.Message, StringComparison.Ordinal);
        Assert.IsType<UnauthorizedAccessException>(e.InnerException);
        Assert.False(File.Exists(folder.Path));
    }

    [Fact]
    public async Task Process_that_has_the_store_is_named()
    {
        using var folder = new TemporaryStore();
        await using var first = EventStore.Open(folder.Path);

        var e = Assert.Throws<InvalidOperationException>(() => EventStore.Open(folder.Path));

        Assert.Contains(
            $"'{folder.Path}.lock' is locked by another process (process id {Environment.ProcessId})",
            e.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, "the disk is full")]
    [InlineData(8, "read-only")]
    [InlineData(11, "is damaged")]
    public void Fault_of_the_file_is_named(int code, string words)
        => Assert.Contains(
            words,
            StoreFaults.OfOpening("/a/store.db", new SqliteException("?", code))!.Message,
            StringComparison.Ordinal);
}
