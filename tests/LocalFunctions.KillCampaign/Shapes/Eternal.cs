namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>The input of an orchestration that continues as new until it has seen so many different events.</summary>
internal sealed record Eternal(int Count)
{
    public int Generation { get; init; }

    public IReadOnlyList<int> Received { get; init; } = [];
}
