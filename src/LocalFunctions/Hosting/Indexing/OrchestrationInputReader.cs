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
        else if (type.IsInterface || type.IsAbstract || Nullable.GetUnderlyingType(type) is not null)
        {
            // The extension compares the parameter's type to that of the value, and leaves one that differs at its default.
            declared.Fault($"{TypeName.Of(type)} is never the type of a value, so the input would not be bound. "
                + $"Use the type itself, or call context.GetInput<{TypeName.Of(type)}>().");
        }
        else
        {
            var read = ReadInput.MakeGenericMethod(type).CreateDelegate<Func<TaskOrchestrationContext, object?>>();
            return invocation => read((TaskOrchestrationContext)invocation.TriggerValue!);
        }

        return null;
    }

    private static bool MayBeInput(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(FunctionContext) && parameter.ParameterType != typeof(CancellationToken)
        && parameter.GetCustomAttribute<BindingAttribute>() is null;

    private static object? InputOf<T>(TaskOrchestrationContext context) => context.GetInput<T>();
}
