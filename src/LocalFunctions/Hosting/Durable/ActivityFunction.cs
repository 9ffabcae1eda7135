using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine;
using LocalFunctions.Hosting.Invocation;

namespace LocalFunctions.Hosting.Durable;

/// <summary>An activity function, as the engine runs it: made for one call, with the services of the call's scope.</summary>
internal sealed class ActivityFunction(
    FunctionInvoker invoker, Type inputType, InvocationTokens tokens, DurableTaskClient client, IServiceProvider services)
    : ITaskActivity
{
    public Type InputType => inputType;

    public Type OutputType => invoker.Function.ResultType == typeof(void) ? typeof(object) : invoker.Function.ResultType;

    public async Task<object?> RunAsync(TaskActivityContext context, object? input)
    {
        // The engine's token alone tells that the app stops: only what fails after the engine cancelled it is run again.
        var stopping = (context as ActivityContext)?.CancellationToken ?? CancellationToken.None;
        using var token = tokens.Start(invoker.Function, stopping);
        var invocation = new FunctionInvocation(invoker.Function, services, client, input, token.Token);
        try
        {
            return await invoker.InvokeAsync(invocation);
        }
        catch (OperationCanceledException exception) when (token.HasTimedOut && !stopping.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The activity function '{invoker.Function.Name}' took longer than functionTimeout and was cancelled.",
                exception);
        }
    }
}
