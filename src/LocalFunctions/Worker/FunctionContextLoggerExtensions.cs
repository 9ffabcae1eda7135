using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Worker;

/// <summary>Loggers for one invocation.</summary>
public static class FunctionContextLoggerExtensions
{
    /// <summary>A logger named after a type.</summary>
    /// <typeparam name="T">The type that gives the logger its name.</typeparam>
    /// <param name="context">The invocation.</param>
    public static ILogger<T> GetLogger<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILogger<T>>();
    }

    /// <summary>A logger of the given name.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="categoryName">The logger's name.</param>
    public static ILogger GetLogger(this FunctionContext context, string categoryName)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
    }
}
