using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LocalFunctions.DurableTask;

/// <summary>Argument checks with the messages of the real packages.</summary>
internal static class Check
{
    public static T NotNull<T>([NotNull] T? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        where T : class
        => argument ?? throw new ArgumentNullException(name);

    public static string NotNullOrEmpty(
        [NotNull] string? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
    {
        NotNull(argument, name);
        return argument.Length == 0 || argument[0] == '\0'
            ? throw new ArgumentException("Parameter cannot be an empty string or start with the null character.", name)
            : argument;
    }

    public static TaskName NotDefault(TaskName argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        => argument == default
            ? throw new ArgumentException("Parameter cannot be the default value.", name)
            : argument;

    public static Type ConcreteType<T>(Type? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
    {
        NotNull(argument, name);
        return typeof(T).IsAssignableFrom(argument) && argument is { IsAbstract: false, IsInterface: false }
            ? argument
            : throw new ArgumentException($"Type '{argument}' must be a concrete class that implements '{typeof(T)}'.", name);
    }
}
