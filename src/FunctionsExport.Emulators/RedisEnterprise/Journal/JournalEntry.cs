namespace FunctionsExport.Emulators.RedisEnterprise.Journal;

/// <summary>A request that the emulator saw. Never holds credentials or bodies.</summary>
/// <param name="Time">When it came.</param>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Status">The answer's status; null when the connection was dropped, by either side.</param>
internal sealed record JournalEntry(DateTimeOffset Time, string Method, string Path, string Query, int? Status);
