namespace FunctionsExport.Providers;

/// <summary>What was there before an export was started; what came after is told from it.</summary>
/// <param name="Database">The database.</param>
/// <param name="ProviderState">The provider's own record, as JSON, opaque to all but the provider; without secrets.</param>
public sealed record ExportPreparation(DatabaseSummary Database, string ProviderState);
