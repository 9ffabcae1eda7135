using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>
/// What an activity reports: a value, or the fault that kept it from one. A fault is not thrown, because an exception's type may
/// not survive the way from the activity to the orchestrator.
/// </summary>
/// <param name="Value">The value; meaningful when there is no fault.</param>
/// <param name="Fault">The fault; null when all went well.</param>
public sealed record StepResult<T>(T? Value, ExportFault? Fault);
