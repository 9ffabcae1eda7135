using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>The rules for what a function returns.</summary>
internal static class ResultTypes
{
    /// <summary>The type of a method's result without its task; <see cref="void"/> for none.</summary>
    public static Type Of(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task))
        {
            return typeof(void);
        }

        return IsTaskOfResult(type) ? type.GetGenericArguments()[0] : type;
    }

    /// <summary>Reports a return type that the trigger does not allow.</summary>
    public static void Check(MethodInfo method, TriggerBinding trigger, FunctionFaults faults)
    {
        if (Remedy(method, trigger) is { } remedy)
        {
            faults.Add(method, $"it returns {TypeName.Of(method.ReturnType)}. {remedy}");
        }
    }

    private static string? Remedy(MethodInfo method, TriggerBinding trigger)
    {
        var type = method.ReturnType;
        var isTask = typeof(Task).IsAssignableFrom(type);
        var isKnownTask = type == typeof(Task) || IsTaskOfResult(type);
        return trigger switch
        {
            HttpTriggerBinding when !IsHttpResult(Of(method)) =>
                "An HTTP function returns IResult or IActionResult, or a Task of one of them.",
            TimerTriggerBinding when type != typeof(void) && type != typeof(Task) =>
                "A timer function returns void or Task.",
            OrchestrationTriggerBinding when !isKnownTask => "An orchestrator function returns Task or Task<T>.",
            ActivityTriggerBinding when (isTask && !isKnownTask) || IsOtherAwaitable(type) =>
                "An activity function returns void, a value, Task or Task<T>.",
            _ => null,
        };
    }

    private static bool IsTaskOfResult(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>);

    private static bool IsHttpResult(Type type) =>
        typeof(IResult).IsAssignableFrom(type) || typeof(IActionResult).IsAssignableFrom(type);

    private static bool IsOtherAwaitable(Type type) =>
        type.IsByRef
        || (!typeof(Task).IsAssignableFrom(type) && type.GetMethod(nameof(Task.GetAwaiter), Type.EmptyTypes) is not null)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
}
