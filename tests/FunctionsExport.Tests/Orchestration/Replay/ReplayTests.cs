using System.Reflection;
using System.Text.Json.Nodes;
using FunctionsExport.Orchestration;
using FunctionsExport.Tests.Orchestration.Scenarios;
using LocalFunctions.Engine.Store;
using LocalFunctions.Worker;

namespace FunctionsExport.Tests.Orchestration.Replay;

/// <summary>
/// Exports that were started by earlier code, and wait, are continued by today's: it must do again what is in their histories. Where
/// a change breaks that, docs/versioning.md says what to do.
/// </summary>
public sealed class ReplayTests
{
    /// <summary>Names a folder that all scenarios' histories are written to; set by scripts/record-histories.sh.</summary>
    private const string RecordTo = "RECORD_HISTORIES_TO";

    public static TheoryData<string> Names => [.. Histories.Names];

    private static string Version => VersionIn("host.json")!;

    [Theory]
    [MemberData(nameof(Names))]
    public void Recorded_history_is_followed(string name) =>
        AssertFollowed(Histories.Read(name));

    [Fact]
    public void Every_scenario_and_orchestrator_is_recorded_in_the_present_version()
    {
        var recorded = Histories.Names.Where(n => n.StartsWith(Version + "/", StringComparison.Ordinal)).ToList();

        Assert.Equal(ExportScenarios.All.Select(s => $"{Version}/{s.Name}").Order(StringComparer.Ordinal), recorded);
        var orchestrators = typeof(ExportOrchestrator).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .Where(m => m.GetParameters().Any(p => p.IsDefined(typeof(OrchestrationTriggerAttribute))))
            .Select(m => m.GetCustomAttribute<FunctionAttribute>()!.Name);
        Assert.Empty(orchestrators.Except(recorded.SelectMany(Histories.Read).Select(e => e.Orchestrator)));
        Assert.Contains(recorded.SelectMany(Histories.Read), e => e.End == "ContinuedAsNew");
        Assert.All(ExportScenarios.All, scenario => Assert.Equal(
            $"Completed {scenario.State.ToString().ToLowerInvariant()}{(scenario.Code is null ? "" : " " + scenario.Code)}",
            Histories.Read($"{Version}/{scenario.Name}").Single(e => e.Orchestrator == nameof(ExportOrchestrator)).End));
    }

    [Fact]
    public void Every_host_file_names_the_same_version() => Assert.All(
        typeof(ReplayTests).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("host.", StringComparison.Ordinal)),
        name => Assert.Equal(Version, VersionIn(name)));

    [Fact]
    public async Task What_is_recorded_now_is_followed()
    {
        var folder = Environment.GetEnvironmentVariable(RecordTo);
        var scenarios = ExportScenarios.All
            .Where(s => folder is not null || s.Name is "succeeded-two-stages" or "failed-lost-activity");
        await Parallel.ForEachAsync(scenarios, async (scenario, cancellation) =>
        {
            var executions = await HistoryRecorder.RecordAsync(scenario, Version);

            AssertFollowed(executions);
            var text = Histories.Write(executions);
            Assert.DoesNotContain(AppContext.BaseDirectory.Split('/')[1] + "/", text, StringComparison.Ordinal);
            if (folder is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, scenario.Name + ".json"), text, cancellation);
            }
        });
    }

    [Theory]
    [InlineData("CheckExport", "CheckProgress", "scheduled an activity task with sequence number 0 named 'CheckProgress'")]
    [InlineData("LocateFiles", null, "hasn't (yet?) scheduled this task")]
    [InlineData("ReleaseDatabase", null, "the code goes on with")]
    public void Other_sequence_of_actions_is_a_difference(string activity, string? renamed, string message)
    {
        var execution = Histories.Read($"{Version}/succeeded-in-place")
            .Single(e => e.Events.Any(h => h.Name == activity));
        var action = execution.Events.Single(h => h.Name == activity).TaskId;
        IEnumerable<HistoryEvent> events = renamed is null
            ? execution.Events.Where(h => h.TaskId != action)
            : execution.Events.Select(h => h.Name == activity ? h with { Name = renamed } : h);

        var difference = HistoryReplay.FindDifference(execution with { Events = [.. events] });

        Assert.StartsWith("non-deterministic: ", difference, StringComparison.Ordinal);
        Assert.Contains(message, difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_outcome_is_a_difference()
    {
        var execution = Histories.Read($"{Version}/failed-refused").Single(e => e.Orchestrator == nameof(ExportOrchestrator));

        Assert.Equal("Completed failed unauthorized", execution.End);
        Assert.Contains(
            "it ends as 'Completed failed unauthorized'",
            HistoryReplay.FindDifference(execution with { End = "Completed succeeded" }),
            StringComparison.Ordinal);
    }

    private static void AssertFollowed(IReadOnlyList<RecordedExecution> executions)
    {
        Assert.NotEmpty(executions);
        var differences = executions.Select(HistoryReplay.FindDifference).OfType<string>().ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string? VersionIn(string hostJson)
    {
        using var stream = typeof(ReplayTests).Assembly.GetManifestResourceStream(hostJson)!;
        return JsonNode.Parse(stream)!["extensions"]!["durableTask"]!["defaultVersion"]?.GetValue<string>();
    }
}
