using LocalFunctions.Hosting;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Engine.Store;

/// <summary>Tells what is the matter with a store in words that help. The codes are SQLite's primary result codes.</summary>
internal static class StoreFaults
{
    /// <summary>
    /// The exception for an operation on an open store: of what someone may put right, or what passes, a
    /// <see cref="StoreUnavailableException"/>; anything else as it is.
    /// </summary>
    public static Exception OfOperation(string path, Exception exception)
    {
        if (exception is not SqliteException sqlite || Passing(sqlite.SqliteErrorCode) is not { } what)
        {
            return exception;
        }

        var reason = $"The store '{path}' cannot be used: {what}.";
        return new StoreUnavailableException($"{reason} Nothing of the request was stored; it may be made again.", sqlite)
        {
            Reason = reason,
        };
    }

    /// <summary>The exception for a store that cannot be opened; <see langword="null"/> when this has no words for it.</summary>
    public static InvalidOperationException? OfOpening(string path, Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: 26 } => new InvalidOperationException(
            $"The file '{path}' is not an SQLite database. It has been left as it is; name another file for the store.",
            exception),
        SqliteException { SqliteErrorCode: 11 } => new InvalidOperationException(
            $"The store '{path}' is damaged ({exception.Message}). Put back a copy of it, or name another store.", exception),
        SqliteException sqlite => new InvalidOperationException(
            $"The store '{path}' cannot be opened: {Passing(sqlite.SqliteErrorCode) ?? sqlite.Message}. Put that right, or "
            + "name another store.",
            exception),
        IOException or UnauthorizedAccessException => new InvalidOperationException(
            $"The store '{path}' cannot be opened: {exception.Message.TrimEnd('.')}. See that its folder can be written by this user and "
            + "that the disk has room, or name another store.",
            exception),
        _ => null,
    };

    private static string? Passing(int code) => code switch
    {
        3 or 8 => "the file, its folder or the file system is read-only for this user",
        5 or 6 => "another program has locked it",
        7 => "there is no memory left",
        10 => "reading or writing the disk failed",
        13 => "the disk is full",
        14 => "the file cannot be opened (is it a folder, or another user's?)",
        _ => null,
    };
}
