namespace LocalFunctions.Engine.Store;

/// <summary>A part of the instance ids in ordinal order.</summary>
internal sealed record IdRange
{
    /// <summary>The ids' beginning, with regard to case; empty for any.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The first id, or what comes before it; empty for the beginning.</summary>
    public string From { get; init; } = "";

    /// <summary>Whether <see cref="From"/> itself is left out.</summary>
    public bool IsAfter { get; init; }

    /// <summary>How many are passed over.</summary>
    public int Skip { get; init; }

    /// <summary>The most ids.</summary>
    public required int Limit { get; init; }
}
