namespace FunctionsExport.Retention;

/// <summary>What became of an attempt to delete an export.</summary>
public enum RemovalOutcome
{
    /// <summary>Nothing of it is left.</summary>
    Removed,

    /// <summary>A hold was put on it since the decision: it stays.</summary>
    Held,

    /// <summary>Blob Storage has refused to delete one of its blobs; it is tried again later.</summary>
    Refused,

    /// <summary>It was refused before, and the time to try again has not come; or the runtime did not forget it. A later run goes on.</summary>
    Postponed,
}
