namespace FunctionsExport.Transfer.Sources;

/// <summary>Which file an <see cref="HttpFile"/> reads, and how patiently.</summary>
internal sealed record HttpFileOptions
{
    /// <summary>The file's name, for faults; never a URL.</summary>
    public required string Name { get; init; }

    /// <summary>Gives the file's URL, http or https. Asked once, at the first open.</summary>
    public required Func<CancellationToken, ValueTask<Uri>> GetUrl { get; init; }

    /// <summary>
    /// Gives a URL in place of one that has expired; null when the URL does not expire. Asked at most once an open, and once for all
    /// opens that met the same expired URL.
    /// </summary>
    public Func<CancellationToken, ValueTask<Uri>>? GetFreshUrl { get; init; }

    /// <summary>The statuses that an expired URL is answered with, out of 400, 401, 403, 404 and 410.</summary>
    public IReadOnlyList<int> ExpiredStatuses { get; init; } = [403];

    /// <summary>
    /// Adds headers, such as <c>Authorization</c>, to a request; null when none are needed. Called for each request to the URL's own
    /// origin, and not for one that a redirect has led to another.
    /// </summary>
    public Func<HttpRequestMessage, CancellationToken, ValueTask>? Prepare { get; init; }

    /// <summary>
    /// How many redirects are followed, 0 to 10; a redirect that is not followed is a fault. From https to http none is followed.
    /// </summary>
    public int MaxRedirects { get; init; }

    /// <summary>How long an answer's headers may take, connecting included.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a read may wait for its first byte.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
