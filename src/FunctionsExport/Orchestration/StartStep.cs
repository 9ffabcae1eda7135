using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>The input of the activity that starts a stage of an export at its provider.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Deadline">When the export has to be done (UTC).</param>
/// <param name="Stage">Which stage, from 1.</param>
public sealed record StartStep(string Id, string Source, DateTimeOffset Deadline, int Stage = 1)
{
    /// <summary>What a provider is told of the export.</summary>
    internal PlannedExport Planned => new(Id, Deadline);
}
