using LocalFunctions.Worker;

namespace LocalFunctions.Tests.Hosting.Samples;

public sealed class InterruptedFunctions(Gate gate, Journal journal)
{
    [Function("Interrupted")]
    public static Task Interrupted([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("WaitForGate");

    [Function("WaitForGate")]
    public async Task WaitForGate([ActivityTrigger] object? input, CancellationToken token)
    {
        Assert.Null(input);
        journal.Write("runs");
        gate.Entered.TrySetResult();
        try
        {
            await gate.Open.Task.WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            journal.Write("cancelled");
            throw;
        }
    }
}
