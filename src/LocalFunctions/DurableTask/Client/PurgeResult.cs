namespace LocalFunctions.DurableTask.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    /// <summary>The result of a purge of so many instances.</summary>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <summary>The result of a purge of so many instances, and whether it came to its end.</summary>
    public PurgeResult(int count, bool? isComplete)
    {
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>How many instances were purged.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether all that match were purged; <see langword="null"/> when that is not said.</summary>
    public bool? IsComplete { get; }
}
