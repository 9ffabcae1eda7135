using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Hosting.Invocation;

namespace LocalFunctions.Hosting.Durable;

/// <summary>
/// An orchestrator function, as the engine runs it: made for one turn, with the services of the turn's scope.
/// </summary>
internal sealed class OrchestratorFunction(FunctionInvoker invoker, DurableTaskClient client, IServiceProvider services)
    : ITaskOrchestrator
{
    // No declared type: the function reads its input from the context, as the type that it names there.
    public Type InputType => typeof(object);

    public Type OutputType => invoker.Function.ResultType == typeof(void) ? typeof(object) : invoker.Function.ResultType;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) =>
        invoker.InvokeAsync(new FunctionInvocation(invoker.Function, services, client, context, CancellationToken.None));
}
