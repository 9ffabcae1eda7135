using System.Reflection;
using LocalFunctions.DurableTask;
using LocalFunctions.Worker;
using LocalFunctions.Worker.Extensions.Abstractions;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>
/// Finds the parameter that takes an orchestration's input: the first one that nothing else binds, as in the worker extension for
/// Durable Functions (<c>OrchestrationInputConverter</c>).
/// </summary>
internal static class OrchestrationInputReader
{
    private static readonly MethodInfo ReadInput =
        typeof(OrchestrationInputReader).GetMethod(nameof(InputOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Where the value of such a parameter comes from; null, and a fault, when it cannot be bound.</summary>
    public static ParameterSource? Read(ParameterDeclaration declared)
    {
        var type = declared.Type;
        if (declared.Method.GetParameters().First(MayBeInput) is var input && input != declared.Parameter)
        {
            declared.Fault($"an orchestration has one input, which '{input.Name}' takes. Remove it, or make one type of the two.");
        }
        else if (!DurableTriggerReader.CanBeInput(type))
        {
            declared.Fault($"an orchestration's input cannot be {TypeName.Of(type)}. Use a type that JSON is deserialised to.");
        }
        else
        {
            var read = ReadInput.MakeGenericMethod(type).CreateDelegate<Func<TaskOrchestrationContext, ParameterInfo, object?>>();
            return invocation => read((TaskOrchestrationContext)invocation.TriggerValue!, declared.Parameter);
        }

        return null;
    }

    /// <summary>Whether nothing else binds a parameter of an orchestrator.</summary>
    public static bool MayBeInput(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(FunctionContext) && parameter.ParameterType != typeof(CancellationToken)
        && parameter.GetCustomAttribute<BindingAttribute>() is null;

    // As the worker does with a parameter that nothing has bound (DefaultFunctionInputBindingFeature).
    private static object? InputOf<T>(TaskOrchestrationContext context, ParameterInfo parameter)
    {
        if (context.GetInput<object>() is not null)
        {
            return context.GetInput<T>();
        }

        if (parameter.HasDefaultValue)
        {
            return parameter.DefaultValue;
        }

        return default(T) is null
            ? null
            : throw new InvalidOperationException($"Could not populate the value for '{parameter.Name}' parameter. "
                + "Consider adding a default value or making the parameter nullable.");
    }
}
