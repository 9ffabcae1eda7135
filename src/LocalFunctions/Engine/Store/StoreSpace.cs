using System.Globalization;

namespace LocalFunctions.Engine.Store;

/// <summary>Gives the space of removed rows back to the file system.</summary>
internal static class StoreSpace
{
    /// <summary>The free pages that stay for what comes next.</summary>
    public const int KeptPages = 256;

    private const int PagesAStep = 256;

    private static readonly string GiveBackAStep = $"PRAGMA incremental_vacuum({PagesAStep})";

    // What is copied in well under a second.
    private const long LargestCopy = 32 * 1024 * 1024;

    /// <summary>Gives back a part. Says whether there was any.</summary>
    public static bool GiveBack(StoreConnection connection)
    {
        var free = Number(connection, "PRAGMA freelist_count");
        if (Number(connection, "PRAGMA auto_vacuum") == 0 || free < KeptPages + PagesAStep)
        {
            return false;
        }

        // Each page is a row of its own: only a reader that goes to the end gives back all of them.
        connection.Query(GiveBackAStep, _ => 0);
        return true;
    }

    /// <summary>
    /// Stores of version 1 were made without the means to give space back. A copy of the file gets them, where it is small;
    /// in a larger one the space stays and is used again. Says whether a copy was made.
    /// </summary>
    /// <param name="connection">The writing connection, outside a transaction.</param>
    public static bool Convert(StoreConnection connection)
    {
        var live = Number(connection, "PRAGMA page_count") - Number(connection, "PRAGMA freelist_count");
        if (Number(connection, "PRAGMA auto_vacuum") != 0 || live * Number(connection, "PRAGMA page_size") > LargestCopy)
        {
            return false;
        }

        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        connection.Execute("VACUUM");
        return true;
    }

    private static long Number(StoreConnection connection, string sql)
        => System.Convert.ToInt64(connection.Scalar(sql), CultureInfo.InvariantCulture);
}
