namespace LocalFunctions.DurableTask;

/// <summary>One page of a list.</summary>
public sealed class Page<T>
    where T : notnull
{
    /// <summary>A page; without a token it is the last one.</summary>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        Values = Check.NotNull(values);
        ContinuationToken = continuationToken;
    }

    /// <summary>The values on this page.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>What asks for the next page; <see langword="null"/> on the last one.</summary>
    public string? ContinuationToken { get; }
}
