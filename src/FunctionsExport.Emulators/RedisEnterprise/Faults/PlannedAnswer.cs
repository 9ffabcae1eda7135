namespace FunctionsExport.Emulators.RedisEnterprise.Faults;

/// <summary>A status to answer with instead of doing what was asked.</summary>
/// <param name="Status">The HTTP status, such as 503.</param>
/// <param name="RetryAfter">The Retry-After header, whole seconds; null for none.</param>
internal sealed record PlannedAnswer(int Status, TimeSpan? RetryAfter = null);
