namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>What a campaign has come to.</summary>
internal sealed record CampaignResult
{
    /// <summary>What was lost, done twice or ended otherwise.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>The kills at a commit.</summary>
    public int AtCommits { get; init; }

    /// <summary>The different places of those, each a commit of a run from its beginning on and a side of it.</summary>
    public int Places { get; init; }

    /// <summary>The kills at a time.</summary>
    public int AtTimes { get; init; }

    /// <summary>The stores.</summary>
    public int Rounds { get; init; }

    /// <summary>The instances of the undisturbed run.</summary>
    public int Instances { get; init; }

    /// <summary>The transactions of the undisturbed run.</summary>
    public long Commits { get; init; }

    /// <summary>Runs of activities.</summary>
    public int Runs { get; init; }

    /// <summary>Runs of an activity that had been running when it was killed.</summary>
    public int Repeats { get; init; }

    public bool IsPassed => Faults.Count == 0;
}
