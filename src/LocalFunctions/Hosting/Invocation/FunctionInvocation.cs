using LocalFunctions.DurableTask.Client;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Hosting.Invocation;

/// <summary>One invocation and all that its parameters are bound from.</summary>
internal sealed class FunctionInvocation(
    FunctionDescriptor function, IServiceProvider services, DurableTaskClient client, object? triggerValue,
    CancellationToken cancellationToken) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override FunctionDefinition FunctionDefinition => function;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellationToken;

    /// <summary>The value of the parameter that carries the trigger.</summary>
    public object? TriggerValue => triggerValue;

    public DurableTaskClient Client => client;

    /// <summary>A value that the request's route carried; null when there is none.</summary>
    public object? RouteValue(string name) => (triggerValue as HttpRequest)?.RouteValues.GetValueOrDefault(name);
}
