using System.Reflection;
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

    public static OrchestrationTriggerBinding? Read(
        string name, MethodInfo method, ParameterInfo parameter, OrchestrationTriggerAttribute attribute, FunctionFaults faults)
    {
        if (parameter.ParameterType != typeof(TaskOrchestrationContext))
        {
            faults.Add(method, parameter, "an orchestration trigger binds TaskOrchestrationContext, "
                + $"not {TypeName.Of(parameter.ParameterType)}. Use TaskOrchestrationContext.");
        }

        CheckName(name, attribute.Orchestration, nameof(attribute.Orchestration), method, parameter, faults);
        return new OrchestrationTriggerBinding();
    }

    public static ActivityTriggerBinding? Read(
        string name, MethodInfo method, ParameterInfo parameter, ActivityTriggerAttribute attribute, FunctionFaults faults)
    {
        var type = parameter.ParameterType;
        if (NoInput.Contains(type) || type.IsByRefLike || type.IsPointer || typeof(Delegate).IsAssignableFrom(type))
        {
            faults.Add(method, parameter, $"an activity's input cannot be {TypeName.Of(type)}. "
                + "Use a type that JSON is deserialised to; a FunctionContext needs no attribute.");
        }

        CheckName(name, attribute.Activity, nameof(attribute.Activity), method, parameter, faults);
        return new ActivityTriggerBinding(type);
    }

    private static void CheckName(
        string name, string? declared, string property, MethodInfo method, ParameterInfo parameter, FunctionFaults faults)
    {
        if (declared is not null && declared != name)
        {
            faults.Add(method, parameter, $"{property} is \"{declared}\" and the function's name \"{name}\". "
                + $"Remove {property}: the function's name is used.");
        }
    }
}
