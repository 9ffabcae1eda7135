namespace FunctionsExport.Tests.Orchestration.Determinism;

/// <summary>Does what an orchestrator must not, each thing in another way. Never run.</summary>
internal static class FaultyOrchestrator
{
    public static async Task<string> RunAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(5));
        Func<string, bool> exists = path => File.Exists(path + ".lock");
        _ = await Task.FromResult(exists("a")).ConfigureAwait(false);
        return FaultyHelper.Stamp() + FaultyHelper.Ids().First() + FaultyHelper.Machine;
    }
}
