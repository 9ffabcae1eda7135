namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>An answer of the cluster.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="RetryAfter">How long it asks to wait; not negative.</param>
/// <param name="Body">The body; null when it could not be read.</param>
/// <param name="BodyFault">Why the body could not be read.</param>
/// <param name="Location">Where it sends the caller, absolute; null when it does not.</param>
internal sealed record ClusterAnswer(
    int Status, TimeSpan? RetryAfter, byte[]? Body, ExportFault? BodyFault, Uri? Location = null)
{
    /// <summary>Whether the status sends the caller elsewhere.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Whether the status says success.</summary>
    public bool IsSuccess => Status is >= 200 and <= 299;
}
