namespace FunctionsExport.Catalog;

/// <summary>What the durable runtime knows of the owner of a lock.</summary>
public enum OwnerState
{
    /// <summary>No orchestration has that id: not scheduled yet, or purged.</summary>
    Unknown,

    /// <summary>It is scheduled, runs or is suspended.</summary>
    Alive,

    /// <summary>It has ended.</summary>
    Ended,
}
