using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using static FunctionsExport.Tests.Orchestration.Scenarios.ScriptedActivities;

namespace FunctionsExport.Tests.Orchestration.Scenarios;

/// <summary>Every course that an export can take.</summary>
internal static class ExportScenarios
{
    public static IReadOnlyList<ExportScenario> All { get; } = [.. Good(), .. Bad(), .. Stopped(), .. Scheduled()];

    private static IEnumerable<ExportScenario> Good() =>
    [
        new("succeeded-in-place", ExportState.Succeeded, null, _ => { })
        {
            Calls = Calls((nameof(StartExport), 1), (nameof(FetchFile), 0), (nameof(WriteManifest), 1), (nameof(ReleaseDatabase), 1)),
        },
        new("succeeded-sharded-fetch", ExportState.Succeeded, null, a =>
        {
            Check(a, call => call switch
            {
                1 => new ExportProgress(ProviderState.Idle),
                2 => new ExportProgress(ProviderState.Exporting, 40),
                _ => new ExportProgress(ProviderState.Succeeded),
            });
            a.On<ExportStep, IReadOnlyList<ExportedFile>>(nameof(LocateFiles), (_, call) => call == 1
                ? throw Fault(FaultCodes.Incomplete, retry: true)
                : Files(5));
            var fetch = new ScriptedActivities();
            a.On<FetchStep, FetchedFile>(nameof(FetchFile), (step, call) => call switch
            {
                2 => throw Fault(FaultCodes.FetchQueued, retry: true),
                4 => throw Fault(FaultCodes.Unavailable, retry: true),
                _ => fetch.Run<FetchStep, FetchedFile>(nameof(FetchFile), step).Value!,
            });
            a.On<RemoveStep, int?>(nameof(RemoveFetchedFiles), (step, call) => call == 1
                ? throw Fault(FaultCodes.Unavailable, retry: true)
                : step.Files.Count);
        })
        {
            Fetch = true,
            RemoveAfterFetch = true,
            Calls = Calls(
                (nameof(CheckExport), 3), (nameof(FetchFile), 7), (nameof(RemoveFetchedFiles), 2), (nameof(ReleaseDatabase), 1)),
        },
        new("succeeded-two-stages", ExportState.Succeeded, null, a =>
        {
            a.On<StartStep, StartOutcome>(nameof(StartExport), (step, call) => step.Stage == 1
                ? StartOutcome.NothingToStart
                : call == 2 ? throw Fault(FaultCodes.DatabaseBusy, retry: true) : StartOutcome.Unsettled);
            Check(a, call => new ExportProgress(call == 1 ? ProviderState.StageDone : ProviderState.Succeeded));
        })
        {
            Calls = Calls((nameof(StartExport), 3), (nameof(CheckExport), 2)),
        },
        new("succeeded-long", ExportState.Succeeded, null, a => Check(a, call => call switch
        {
            7 => throw Fault(FaultCodes.Unavailable, retry: true),
            < 24 => new ExportProgress(ProviderState.Exporting, 75 + Math.Min(call, 15)),
            _ => new ExportProgress(ProviderState.Succeeded),
        }))
        {
            IsLong = true,
            Calls = Calls((nameof(CheckExport), 24), (nameof(ReleaseDatabase), 1)),
        },
    ];

    private static IEnumerable<ExportScenario> Bad() =>
    [
        new("failed-superseded", ExportState.Failed, FaultCodes.Superseded, a =>
            a.On<ExportStep, bool>(nameof(AcquireDatabase), (_, _) => throw Fault(FaultCodes.Superseded)))
        {
            Calls = Calls((nameof(StartExport), 0), (nameof(WriteManifest), 1), (nameof(ReleaseDatabase), 1)),
        },
        new("failed-refused", ExportState.Failed, FaultCodes.Unauthorized, a =>
            a.On<StartStep, StartOutcome>(nameof(StartExport), (_, _) => throw Fault(FaultCodes.Unauthorized)))
        {
            Calls = Calls((nameof(CheckExport), 0), (nameof(WriteManifest), 1), (nameof(ReleaseDatabase), 1)),
        },
        new("failed-at-provider", ExportState.Failed, FaultCodes.DestinationDenied, a => Check(a, call => call == 1
            ? new ExportProgress(ProviderState.Exporting, 10)
            : new ExportProgress(ProviderState.Failed, null, Fault(FaultCodes.DestinationDenied).Fault))),
        new("failed-not-started", ExportState.Failed, FaultCodes.NotStarted, a =>
            Check(a, _ => new ExportProgress(ProviderState.Idle)))
        {
            IsLong = true,
            Calls = Calls((nameof(LocateFiles), 0), (nameof(WriteManifest), 1), (nameof(ReleaseDatabase), 1)),
        },
        new("failed-fetch", ExportState.Failed, FaultCodes.Forbidden, a =>
        {
            var fetch = new ScriptedActivities();
            a.On<FetchStep, FetchedFile>(nameof(FetchFile), (step, _) => step.File.Part == 2
                ? throw Fault(FaultCodes.Forbidden)
                : fetch.Run<FetchStep, FetchedFile>(nameof(FetchFile), step).Value!);
        })
        {
            Fetch = true,
            Calls = Calls((nameof(DiscardFiles), 1), (nameof(WriteManifest), 1), (nameof(ReleaseDatabase), 1)),
        },
        new("failed-manifest", ExportState.Failed, FaultCodes.Forbidden, a =>
            a.On<Manifest, Manifest>(
                nameof(WriteManifest), (manifest, call) => call == 1 ? throw Fault(FaultCodes.Forbidden) : manifest))
        {
            Calls = Calls((nameof(WriteManifest), 2), (nameof(ReleaseDatabase), 1)),
        },
        new("failed-manifest-fetch", ExportState.Failed, FaultCodes.Incomplete, a =>
            a.On<Manifest, Manifest>(
                nameof(WriteManifest), (manifest, call) => call == 1 ? throw Fault(FaultCodes.Incomplete) : manifest))
        {
            Fetch = true,
            Calls = Calls((nameof(WriteManifest), 2), (nameof(DiscardFiles), 1), (nameof(ReleaseDatabase), 1)),
        },
        new("succeeded-recorded-late", ExportState.Succeeded, null, a =>
            a.On<Manifest, Manifest>(nameof(WriteManifest), (manifest, call) => call == 1
                ? throw Fault(FaultCodes.Incomplete)
                : manifest with { State = ExportState.Succeeded, Failure = null }))
        {
            Fetch = true,
            Calls = Calls((nameof(WriteManifest), 2), (nameof(DiscardFiles), 0), (nameof(ReleaseDatabase), 1)),
        },
        new("failed-unrecorded", ExportState.Failed, FaultCodes.Forbidden, a =>
            a.On<Manifest, Manifest>(nameof(WriteManifest), (_, _) => throw Fault(FaultCodes.Forbidden)))
        {
            RemoveAfterFetch = true,
            Calls = Calls((nameof(WriteManifest), 2), (nameof(RemoveFetchedFiles), 0), (nameof(ReleaseDatabase), 0)),
        },
        new("failed-lost-activity", ExportState.Failed, FaultCodes.Internal, a =>
            a.On<ExportStep, IReadOnlyList<ExportedFile>>(
                nameof(LocateFiles), (_, _) => throw new InvalidOperationException("LocateFiles failed.")))
        {
            IsLong = true,
            Calls = Calls((nameof(LocateFiles), 6), (nameof(ReleaseDatabase), 1)),
        },
        new("failed-deadline", ExportState.Failed, FaultCodes.DeadlineExceeded, a => Check(
            a, _ => new ExportProgress(ProviderState.Exporting)))
        {
            Deadline = TimeSpan.FromMinutes(30),
            IsLong = true,
            Calls = Calls((nameof(WriteManifest), 1), (nameof(ReleaseDatabase), 1)),
        },
    ];

    private static IEnumerable<ExportScenario> Stopped() =>
    [
        new("cancelled-before-start", ExportState.Cancelled, null, a =>
            a.On<StartStep, StartOutcome>(nameof(StartExport), (_, _) => throw Fault(FaultCodes.DatabaseBusy, retry: true)))
        {
            CancelledAfter = (nameof(StartExport), 1),
            Calls = Calls((nameof(LocateFiles), 0), (nameof(ReleaseDatabase), 1)),
        },
        new("cancelled-while-exporting", ExportState.Cancelled, null, a => Check(
            a, _ => new ExportProgress(a.CallsOf(nameof(WriteManifest)) == 0 ? ProviderState.Exporting : ProviderState.Idle)))
        {
            CancelledAfter = (nameof(CheckExport), 1),
            IsLong = true,
            Calls = Calls((nameof(LocateFiles), 0), (nameof(WriteManifest), 1), (nameof(ReleaseDatabase), 1)),
        },
        new("cancelled-while-fetching", ExportState.Cancelled, null, a =>
            a.On<FetchStep, FetchedFile>(nameof(FetchFile), (_, _) => throw Fault(FaultCodes.FetchQueued, retry: true)))
        {
            Fetch = true,
            CancelledAfter = (nameof(FetchFile), 2),
            Calls = Calls((nameof(DiscardFiles), 1), (nameof(RemoveFetchedFiles), 0), (nameof(ReleaseDatabase), 1)),
        },
    ];

    private static IEnumerable<ExportScenario> Scheduled() =>
    [
        new("scheduled-after-waiting", ExportState.Succeeded, null, a =>
            a.On<ExportStep, bool>(
                nameof(ReserveDatabase), (_, call) => call == 1 ? throw Fault(FaultCodes.DatabaseBusy, retry: true) : true))
        {
            Trigger = ExportRequest.Schedule,
            Calls = Calls((nameof(ReserveDatabase), 2), (nameof(StartExport), 1)),
        },
        new("scheduled-skipped", ExportState.Skipped, FaultCodes.DatabaseBusy, a =>
            a.On<ExportStep, bool>(nameof(ReserveDatabase), (_, _) => throw Fault(FaultCodes.DatabaseBusy, retry: true)))
        {
            Trigger = ExportRequest.Schedule,
            Deadline = TimeSpan.FromMinutes(1),
            IsLong = true,
            Calls = Calls((nameof(AcquireDatabase), 0), (nameof(WriteManifest), 1), (nameof(ReleaseDatabase), 1)),
        },
    ];

    private static void Check(ScriptedActivities activities, Func<int, ExportProgress> progress) =>
        activities.On<ExportStep, ExportProgress>(nameof(CheckExport), (_, call) => progress(call));

    private static Dictionary<string, int> Calls(params (string Activity, int Count)[] calls) =>
        calls.ToDictionary(c => c.Activity, c => c.Count);
}
