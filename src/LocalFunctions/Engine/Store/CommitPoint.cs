namespace LocalFunctions.Engine.Store;

/// <summary>Where the writer is.</summary>
internal enum CommitPoint
{
    /// <summary>All of the transaction is done but its COMMIT.</summary>
    Before,

    /// <summary>The transaction is on disk; nobody has been told.</summary>
    After,
}
