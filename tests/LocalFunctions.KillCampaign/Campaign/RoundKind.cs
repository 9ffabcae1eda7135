namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>How the target of a round is killed.</summary>
internal enum RoundKind
{
    /// <summary>At commits spread over the run, before and after COMMIT in turn.</summary>
    Commits,

    /// <summary>At random times.</summary>
    Times,

    /// <summary>Once on its way, then again and again as soon as it opens the store.</summary>
    Recoveries,
}
