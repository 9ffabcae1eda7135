namespace FunctionsExport.Orchestration;

/// <summary>The input of most activities.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Source">The source's name.</param>
public sealed record ExportStep(string Id, string Source);
