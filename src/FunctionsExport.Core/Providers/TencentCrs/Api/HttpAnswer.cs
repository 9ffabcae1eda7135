namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>An answer, whatever it says.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Date">The server's time; null when it does not say.</param>
/// <param name="RetryAfter">How long it asks to wait; not negative.</param>
/// <param name="Body">The body; null when it could not be read to its end.</param>
/// <param name="BodyFault">Why the body could not be read.</param>
internal sealed record HttpAnswer(int Status, DateTimeOffset? Date, TimeSpan? RetryAfter, byte[]? Body, ExportFault? BodyFault);
