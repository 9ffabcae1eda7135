using LocalFunctions.Worker;

namespace LocalFunctions.Tests.Hosting.Samples;

public static class VersionFunctions
{
    [Function("TellVersion")]
    public static Task<string> TellVersion([OrchestrationTrigger] TaskOrchestrationContext context)
        => Task.FromResult(context.Version);
}
