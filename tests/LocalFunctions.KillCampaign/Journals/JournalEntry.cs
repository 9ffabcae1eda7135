namespace LocalFunctions.KillCampaign.Journals;

/// <summary>A line of the journal.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">The step's key; the activity's instance and round; the fault's text.</param>
internal sealed record JournalEntry(JournalKind Kind, string Subject)
{
    /// <summary>The number of the activity's work item.</summary>
    public long WorkId { get; init; }

    /// <summary>The activity's place in its instance: one with a greater number starts when those before it have ended.</summary>
    public int Order { get; init; }
}
