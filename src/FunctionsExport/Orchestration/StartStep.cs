namespace FunctionsExport.Orchestration;

/// <summary>The input of the activity that starts a stage of an export at its provider.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Stage">Which stage, from 1.</param>
public sealed record StartStep(string Id, string Source, int Stage = 1);
