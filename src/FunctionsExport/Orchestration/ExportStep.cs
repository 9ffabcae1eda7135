using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>The input of most activities.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Deadline">When the export has to be done (UTC).</param>
public sealed record ExportStep(string Id, string Source, DateTimeOffset Deadline)
{
    /// <summary>What a provider is told of the export.</summary>
    internal PlannedExport Planned => new(Id, Deadline);
}
