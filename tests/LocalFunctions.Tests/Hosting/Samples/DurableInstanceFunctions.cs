using LocalFunctions.Worker;

namespace LocalFunctions.Tests.Hosting.Samples;

public sealed class DurableInstanceFunctions(Journal journal, ScopedService scoped) : IDisposable
{
    [Function("Once")]
    public async Task Once([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Assert.NotEqual(Guid.Empty, scoped.Id);
        await context.CallActivityAsync("Note");
    }

    [Function("Note")]
    public Task Note([ActivityTrigger] string? input)
    {
        journal.Write($"activity {input ?? "null"}");
        return Task.CompletedTask;
    }

    public void Dispose() => journal.Write("instance disposed");
}
