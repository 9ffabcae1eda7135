namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>A request, the same for every node.</summary>
/// <param name="Method">GET, or, with a body, PUT or POST.</param>
/// <param name="Path">The path below the endpoint, with its query, without a slash at its start.</param>
/// <param name="Body">JSON, or empty; null for GET.</param>
internal sealed record ClusterRequest(HttpMethod Method, string Path, byte[]? Body = null)
{
    /// <summary>Whether it changes nothing, so that it may be repeated whatever became of it.</summary>
    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>Says nothing of the body.</summary>
    public override string ToString() => $"{Method} {Path}";
}
