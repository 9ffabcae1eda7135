using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>The input of <see cref="Activities.FetchFile"/>.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Source">The source's name.</param>
/// <param name="File">The file to fetch.</param>
/// <param name="Deadline">When to give up (UTC).</param>
public sealed record FetchStep(string Id, string Source, ExportedFile File, DateTimeOffset Deadline);
