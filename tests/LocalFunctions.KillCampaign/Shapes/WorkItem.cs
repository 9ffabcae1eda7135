namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>The input of the activity.</summary>
/// <param name="Order">Its place in its instance and round; 0 when it has none.</param>
/// <param name="Text">What it returns.</param>
internal sealed record WorkItem(int Order, string Text)
{
    /// <summary>Tells executions of one instance id apart.</summary>
    public int Round { get; init; }

    /// <summary>The least length of the result, in characters.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// The activity fails under task numbers below this one: an attempt fails or not by its number, however often it is run.
    /// </summary>
    public int FailsBelowTask { get; init; }
}
