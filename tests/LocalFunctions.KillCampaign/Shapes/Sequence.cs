namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>The input of a sequence of activities.</summary>
internal sealed record Sequence(int Steps)
{
    /// <summary>Tells sequences of one instance id apart.</summary>
    public int Round { get; init; }

    /// <summary>The least length of each result, in characters.</summary>
    public int Padding { get; init; }
}
