namespace FunctionsExport.Catalog;

/// <summary>A start that a client has named by an idempotency key, as it is recorded before anything else is done.</summary>
/// <param name="Body">The hash of what was asked for.</param>
/// <param name="Id">The export's id, derived from the key and the time.</param>
/// <param name="Fetch">Whether to bring the files to Blob Storage, as the settings said then where the client did not.</param>
/// <param name="RequestedAt">When it was first asked for (UTC).</param>
/// <param name="Started">Whether the export was scheduled; once it was, it never is again.</param>
public sealed record KeyedStart(string Body, string Id, bool Fetch, DateTimeOffset RequestedAt, bool Started = false);
