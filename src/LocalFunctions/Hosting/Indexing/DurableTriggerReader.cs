using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Reads <see cref="OrchestrationTriggerAttribute"/> and <see cref="ActivityTriggerAttribute"/>.</summary>
internal static class DurableTriggerReader
{
    private static readonly HashSet<Type> NoInput =
    [
        typeof(FunctionContext), typeof(CancellationToken), typeof(HttpRequest), typeof(TimerInfo),
        typeof(TaskOrchestrationContext), typeof(TaskActivityContext), typeof(DurableTaskClient),
    ];

    public static OrchestrationTriggerBinding Read(ParameterDeclaration declared, OrchestrationTriggerAttribute attribute)
    {
        declared.Require(typeof(TaskOrchestrationContext), "an orchestration trigger");
        CheckName(declared, attribute.Orchestration, nameof(attribute.Orchestration));
        return new OrchestrationTriggerBinding();
    }

    public static ActivityTriggerBinding Read(ParameterDeclaration declared, ActivityTriggerAttribute attribute)
    {
        var type = declared.Type;
        if (!CanBeInput(type))
        {
            declared.Fault($"an activity's input cannot be {TypeName.Of(type)}. "
                + "Use a type that JSON is deserialised to; a FunctionContext needs no attribute.");
        }

        CheckName(declared, attribute.Activity, nameof(attribute.Activity));
        return new ActivityTriggerBinding(type);
    }

    /// <summary>Whether JSON is deserialised to such a type: it is not one that the worker binds otherwise, or none that can be.</summary>
    public static bool CanBeInput(Type type) =>
        !NoInput.Contains(type) && !type.IsByRefLike && !type.IsPointer && !typeof(Delegate).IsAssignableFrom(type);

    private static void CheckName(ParameterDeclaration declared, string? name, string property)
    {
        if (name is not null && name != declared.Function)
        {
            declared.Fault($"{property} is \"{name}\" and the function's name \"{declared.Function}\". "
                + $"Remove {property}: the function's name is used.");
        }
    }
}
