using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;

namespace FunctionsExport.Tests.Orchestration.Scenarios;

/// <summary>The app's orchestrators, with activities that do as they are told.</summary>
internal static class ExportTasks
{
    public static void AddTo(DurableTaskRegistry tasks, ScriptedActivities activities)
    {
        tasks.AddOrchestratorFunc<ExportRequest, ExportOutcome>(
            nameof(ExportOrchestrator), ExportOrchestrator.RunAsync);
        tasks.AddOrchestratorFunc<MonitorRequest, MonitorResult>(
            nameof(ExportMonitor), ExportMonitor.RunAsync);

        Add<ExportStep, bool>(nameof(ReserveDatabase));
        Add<ExportStep, bool>(nameof(AcquireDatabase));
        Add<ExportStep, DatabaseSummary>(nameof(PrepareExport));
        Add<StartStep, StartOutcome>(nameof(StartExport));
        Add<ExportStep, ExportProgress>(nameof(CheckExport));
        Add<ExportStep, IReadOnlyList<ExportedFile>>(nameof(LocateFiles));
        Add<FetchStep, FetchedFile>(nameof(FetchFile));
        Add<ExportStep, bool>(nameof(DiscardFiles));
        Add<Manifest, Manifest>(nameof(WriteManifest));
        Add<RemoveStep, int?>(nameof(RemoveFetchedFiles));
        Add<ExportStep, bool>(nameof(ReleaseDatabase));

        void Add<TInput, TValue>(string name)
            where TInput : notnull =>
            tasks.AddActivityFunc<TInput, StepResult<TValue>>(name, (_, input) => activities.Run<TInput, TValue>(name, input));
    }
}
