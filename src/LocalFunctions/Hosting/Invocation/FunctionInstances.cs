using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Invocation;

/// <summary>
/// The instances of function classes that were made in a scope. They are disposed of with it: an orchestrator's turn ends
/// with its scope, while its method mostly has not come to an end.
/// </summary>
internal sealed partial class FunctionInstances(ILogger<FunctionInstances> logger) : IAsyncDisposable
{
    private readonly List<object> _instances = [];

    public void Add(object instance) => _instances.Add(instance);

    /// <summary>Disposes of all instances. What one throws is logged and changes neither the others nor the result.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            try
            {
                await DisposeAsync(instance);
            }
            catch (Exception exception)
            {
                Log.NotDisposed(logger, exception, instance.GetType().FullName!);
            }
        }
    }

    private static ValueTask DisposeAsync(object instance)
    {
        if (instance is IAsyncDisposable disposable)
        {
            return disposable.DisposeAsync();
        }

        ((IDisposable)instance).Dispose();
        return ValueTask.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Error, "An instance of {Type} failed when it was disposed of; the result of its function stands")]
        public static partial void NotDisposed(ILogger logger, Exception exception, string type);
    }
}
