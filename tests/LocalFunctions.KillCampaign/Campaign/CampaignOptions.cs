namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>How much a campaign kills.</summary>
/// <param name="Points">The number of kills; at least 1.</param>
/// <param name="Seed">What the random moments are made of.</param>
internal sealed record CampaignOptions(int Points, int Seed)
{
    /// <summary>Takes a line for each round.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Whether the folder of a round that lost something stays.</summary>
    public bool KeepsFolder { get; init; }
}
