using System.Text.Json;
using LocalFunctions.Hosting;
using LocalFunctions.KillCampaign.Journals;
using LocalFunctions.KillCampaign.Shapes;
using LocalFunctions.KillCampaign.Workload;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.KillCampaign.Target;

/// <summary>The process that is killed: it goes on with the scripts where the journal ends.</summary>
internal static class TargetProcess
{
    /// <summary>What it prints before it opens the store.</summary>
    public const string Opening = "opening";

    /// <summary>Runs to the end of all scripts.</summary>
    /// <returns>0; 1 when the engine has not kept its word, which the journal tells.</returns>
    public static async Task<int> RunAsync(TargetFolder folder, CommitKiller killer)
    {
        var past = Journal.Read(folder.Journal);
        using var journal = Journal.Open(folder.Journal);
        await using var services = new ServiceCollection().BuildServiceProvider();
        using var log = new FaultLog(journal);
        var options = new DurableEngineOptions { StorePath = folder.Store, CommitHook = killer.At };
        await Console.Out.WriteLineAsync(Opening);
        await using var engine = new DurableEngine(
            options, ShapeRegistry.Create(journal, folder.Marks), services, log, TimeProvider.System);
        await engine.StartAsync(CancellationToken.None);
        var runner = new ScriptRunner(engine.Client, journal, past);
        try
        {
            await Task.WhenAll(Scripts.All.Select(runner.RunAsync));
        }
        catch (Exception)
        {
            // The runner has written down which step failed and why.
            return 1;
        }

        var instances = new List<InstanceResult>();
        await foreach (var listed in engine.Client.GetAllInstancesAsync())
        {
            instances.Add(InstanceResult.Of((await engine.Client.GetInstanceAsync(listed.InstanceId, true))!));
        }

        await engine.StopAsync(CancellationToken.None);
        await File.WriteAllTextAsync(
            folder.Report, JsonSerializer.Serialize(new TargetReport(killer.Commits, instances)));
        return 0;
    }
}
