namespace FunctionsExport.Tests.Orchestration.Scenarios;

/// <summary>The export orchestration on an engine, through every course that it can take.</summary>
public sealed class ExportOrchestrationTests
{
    public static TheoryData<string> Scenarios =>
        [.. ExportScenarios.All.Where(s => OrchestrationHost.IsHurried || !s.IsLong).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Export_ends_as_it_should(string name)
    {
        var scenario = ExportScenarios.All.Single(s => s.Name == name);
        var activities = new ScriptedActivities();
        scenario.Script(activities);
        await using var host = await OrchestrationHost.StartAsync(tasks => ExportTasks.AddTo(tasks, activities));

        await scenario.RunAsync(host, activities);
    }
}
