namespace FunctionsExport.Providers;

/// <summary>A failure that an operator can act on. It is shown, logged and kept: it never holds a secret or an endpoint.</summary>
/// <param name="Code">A stable code out of <see cref="FaultCodes"/>.</param>
/// <param name="Message">What happened, and what to do about it.</param>
/// <param name="Retry">Whether trying the same again can help.</param>
/// <param name="RetryAfter">How long the provider asks to wait before that.</param>
/// <param name="ProviderCode">The provider's own code: an HTTP status, an error code.</param>
/// <param name="ProviderMessage">The provider's own message, scrubbed of secrets.</param>
public sealed record ExportFault(
    string Code,
    string Message,
    bool Retry = false,
    TimeSpan? RetryAfter = null,
    string? ProviderCode = null,
    string? ProviderMessage = null);
