using System.Reflection;
using CoreTaskFailedException = LocalFunctions.DurableTask.Core.Exceptions.TaskFailedException;

namespace LocalFunctions.DurableTask;

/// <summary>A failure of a task or an orchestration, as it is recorded.</summary>
/// <param name="ErrorType">The full name of the exception's type, without its assembly.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">The exception's stack trace.</param>
/// <param name="InnerFailure">The failure that caused this one.</param>
/// <param name="Properties">Further properties of the failure.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <summary>The details of an exception and of those inside it.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        Check.NotNull(exception);
        return exception is CoreTaskFailedException failed
            ? failed.FailureDetails ?? new TaskFailureDetails("(unknown)", "(unknown)", null, null, null)
            : new TaskFailureDetails(
                exception.GetType().ToString(),
                exception.Message,
                exception.StackTrace,
                exception.InnerException is { } inner ? FromException(inner) : null,
                null);
    }

    /// <summary>
    /// Whether the failure itself, not one inside it, is of this type or of a type derived from it;
    /// <see langword="false"/> when the recorded type cannot be found.
    /// </summary>
    public bool IsCausedBy<T>()
        where T : Exception
        => IsCausedBy(typeof(T));

    /// <inheritdoc cref="IsCausedBy{T}"/>
    /// <exception cref="ArgumentException">The type is not an exception type.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of the recorded name.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        Check.NotNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException(
                $"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        }

        return !string.IsNullOrEmpty(ErrorType)
            && FindType(targetBaseExceptionType.Assembly) is { } recorded
            && targetBaseExceptionType.IsAssignableFrom(recorded);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private Type? FindType(Assembly first)
    {
        if ((Type.GetType(ErrorType, throwOnError: false) ?? first.GetType(ErrorType, throwOnError: false)) is { } found)
        {
            return found;
        }

        var matches = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
            .OfType<Type>()
            .ToList();
        return matches.Count < 2
            ? matches.FirstOrDefault()
            : throw new AmbiguousMatchException($"Multiple exception types with the name '{ErrorType}' were found.");
    }
}
