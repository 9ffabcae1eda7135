using LocalFunctions.Worker;

namespace LocalFunctions.Tests.Hosting.Samples;

public sealed class TimerFunctions(Runs runs)
{
    [Function("EveryTenMinutes")]
    public Task EveryTenMinutes([TimerTrigger("%Schedule%")] TimerInfo timer, CancellationToken token)
        => runs.RunAsync(timer, token);
}
