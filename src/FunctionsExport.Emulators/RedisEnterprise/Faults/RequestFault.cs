namespace FunctionsExport.Emulators.RedisEnterprise.Faults;

/// <summary>What goes wrong with requests of any kind, before credentials are looked at.</summary>
internal sealed record RequestFault
{
    /// <summary>The method, such as <c>POST</c>; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>The path, such as <c>/v1/bdbs/1</c>, or its beginning and a <c>*</c>; null for any.</summary>
    public string? Path { get; init; }

    /// <summary>The uid of the node that is asked; null for any.</summary>
    public int? Node { get; init; }

    /// <summary>Holds the request back so many seconds, before anything else.</summary>
    public double DelaySeconds { get; init; }

    /// <summary>Resets the connection.</summary>
    public DropPoint Drop { get; init; }

    /// <summary>Answers with this status, 300 to 599, without doing what is asked; null to do it.</summary>
    public int? Status { get; init; }

    /// <summary>The header Retry-After of that answer, seconds.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How many requests it meets; 0 for all until the faults are cleared.</summary>
    public int Times { get; init; } = 1;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem =>
        Status is < 300 or > 599 ? $"status is {Status}; it must be 300 to 599."
        : Times < 0 ? $"times is {Times}; it must be 0 or more."
        : !double.IsFinite(DelaySeconds) || DelaySeconds is < 0 or > 3600
            ? $"delaySeconds is {DelaySeconds}; it must be 0 to 3600."
        : Path is not (null or ['/', ..]) ? $"path is '{Path}'; it must begin with a slash."
        : null;

    public bool Meets(string method, string path, int node) =>
        (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (Node is null || Node == node)
        && (Path is null || (Path.EndsWith('*')
            ? path.StartsWith(Path[..^1], StringComparison.Ordinal)
            : path.Equals(Path, StringComparison.Ordinal)));
}
