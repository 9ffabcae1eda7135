using FunctionsExport.Catalog;

namespace FunctionsExport.Orchestration;

/// <summary>The output of an export's orchestration.</summary>
/// <param name="Manifest">The export's record; what its manifest says, where one was written.</param>
/// <param name="ManifestBlob">The manifest's blob in the container; null when none could be written.</param>
public sealed record ExportOutcome(Manifest Manifest, string? ManifestBlob);
