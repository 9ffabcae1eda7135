namespace FunctionsExport.Catalog;

/// <summary>Which state may follow which.</summary>
public static class ExportStateTransitions
{
    /// <summary>Whether an export in this state is over.</summary>
    public static bool IsFinal(ExportState state) => state >= ExportState.Succeeded;

    /// <summary>Whether an export may go from one state to another. A state may follow itself, with a new reason.</summary>
    public static bool IsValid(ExportState from, ExportState to) => from switch
    {
        _ when from == to => true,
        ExportState.Queued => to is ExportState.Starting or ExportState.Failed or ExportState.Cancelled
            or ExportState.Skipped,
        ExportState.Starting => to is ExportState.Exporting or ExportState.Failed or ExportState.Cancelled or ExportState.Skipped,
        ExportState.Exporting => to is ExportState.Fetching or ExportState.Verifying or ExportState.Failed or ExportState.Cancelled,
        ExportState.Fetching => to is ExportState.Verifying or ExportState.Failed or ExportState.Cancelled,
        ExportState.Verifying => to is ExportState.Succeeded or ExportState.Failed or ExportState.Cancelled,
        _ => false,
    };
}
