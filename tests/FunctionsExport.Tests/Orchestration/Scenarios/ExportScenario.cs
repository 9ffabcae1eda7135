using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Tests.Orchestration.Scenarios;

/// <summary>One course that an export can take, and what has to come of it.</summary>
/// <param name="Name">Its name; that of its recorded histories too.</param>
/// <param name="State">The state it ends in.</param>
/// <param name="Code">The code of its failure; null when it has none.</param>
/// <param name="Script">What its activities do.</param>
internal sealed record ExportScenario(string Name, ExportState State, string? Code, Action<ScriptedActivities> Script)
{
    public const string Id = "orders-20260301T010203Z-00beef";

    // Seconds, where the clock is hurried: more than a busy machine takes for a step.
    private static readonly TimeSpan StartGrace = TimeSpan.FromMinutes(15);

    /// <summary>Whether the files are brought to Blob Storage.</summary>
    public bool Fetch { get; init; }

    public bool RemoveAfterFetch { get; init; }

    public string Trigger { get; init; } = ExportRequest.Http;

    public TimeSpan Deadline { get; init; } = TimeSpan.FromHours(6);

    /// <summary>When the export is cancelled: as soon as this activity has been called so often.</summary>
    public (string Activity, int Calls)? CancelledAfter { get; init; }

    /// <summary>Whether it lasts longer than a minute: too long for a runtime whose clock cannot be hurried.</summary>
    public bool IsLong { get; init; }

    /// <summary>How often activities are called; those that are not named, as often as they like.</summary>
    public IReadOnlyDictionary<string, int> Calls { get; init; } = new Dictionary<string, int>();

    public override string ToString() => Name;

    /// <summary>Runs the export to its end, which has to be the one that it should come to.</summary>
    public async Task RunAsync(OrchestrationHost host, ScriptedActivities activities)
    {
        var request = new ExportRequest(
            "orders", "Fake", Fetch, Trigger, host.Now, host.Now + Deadline, StartGrace, 2, "0.0.0", RemoveAfterFetch);
        await host.ScheduleAsync(nameof(ExportOrchestrator), request, Id);
        if (CancelledAfter is { } moment)
        {
            await OrchestrationHost.UntilAsync(() => activities.CallsOf(moment.Activity) >= moment.Calls);
            await host.RaiseEventAsync(Id, OrchestrationNames.CancelEvent, "Cancelled on request.");
        }

        var outcome = await host.EndOfAsync<ExportOutcome>(Id);
        Assert.Equal((State, Code), (outcome.Manifest.State, outcome.Manifest.Failure?.Code));
        Assert.Equal(Calls, Calls.ToDictionary(c => c.Key, c => activities.CallsOf(c.Key)));
    }
}
