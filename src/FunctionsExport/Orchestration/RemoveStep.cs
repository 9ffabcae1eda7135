using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>The input of <see cref="Activities.RemoveFetchedFiles"/>.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Files">The files as they were located, hence as they were fetched.</param>
public sealed record RemoveStep(string Id, string Source, IReadOnlyList<ExportedFile> Files);
