namespace LocalFunctions.Hosting.Invocation;

/// <summary>
/// The instances of function classes that were made in a scope. They are disposed of with it: an orchestrator's turn ends
/// with its scope, while its method mostly has not come to an end.
/// </summary>
internal sealed class FunctionInstances : IAsyncDisposable
{
    private readonly List<object> _instances = [];

    public void Add(object instance) => _instances.Add(instance);

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            if (instance is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                ((IDisposable)instance).Dispose();
            }
        }
    }
}
