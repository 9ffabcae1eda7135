namespace FunctionsExport.Catalog;

/// <summary>What became of an attempt to put a hold on an export.</summary>
public enum HoldOutcome
{
    /// <summary>The hold is on it.</summary>
    Held,

    /// <summary>The export is being deleted.</summary>
    Deleting,

    /// <summary>The export is not there.</summary>
    Gone,
}
