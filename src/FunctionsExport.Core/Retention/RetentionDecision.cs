namespace FunctionsExport.Retention;

/// <summary>What becomes of an export.</summary>
/// <param name="Entry">The export.</param>
/// <param name="Reason">Why.</param>
public sealed record RetentionDecision(RetentionEntry Entry, RetentionReason Reason)
{
    /// <summary>Whether it goes.</summary>
    public bool IsDeleted => Reason is RetentionReason.Expired or RetentionReason.Leftover or RetentionReason.Deleting;
}
