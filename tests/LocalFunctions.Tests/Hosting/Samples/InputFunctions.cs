using LocalFunctions.Worker;

namespace LocalFunctions.Tests.Hosting.Samples;

/// <summary>Orchestrators that take their input as a parameter.</summary>
public static class InputFunctions
{
    [Function("TakeRecord")]
    public static Task<string> TakeRecord(
        FunctionContext function, DurableFunctions.Person? person, [OrchestrationTrigger] TaskOrchestrationContext context) =>
        Task.FromResult($"{function.FunctionDefinition.Name} {person?.Name} {context.GetInput<DurableFunctions.Person>()?.Times}");

    [Function("TakeNumber")]
    public static Task<int> TakeNumber([OrchestrationTrigger] TaskOrchestrationContext context, int number) =>
        Task.FromResult(context.InstanceId.Length > 0 ? number + 1 : 0);

    [Function("TakeNullable")]
    public static Task<string> TakeNullable([OrchestrationTrigger] TaskOrchestrationContext context, int? number) =>
        Task.FromResult($"{context.Name} {number}");

    [Function("TakeDefault")]
    public static Task<string> TakeDefault([OrchestrationTrigger] TaskOrchestrationContext context, int number = 7) =>
        Task.FromResult($"{context.Name} {number}");

    [Function("TakeList")]
    public static Task<string> TakeList([OrchestrationTrigger] TaskOrchestrationContext context, IReadOnlyList<string> items) =>
        Task.FromResult($"{context.Name} {string.Join(' ', items)}");
}
