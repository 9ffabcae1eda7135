using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Ends service scopes. What came of the code that used them stands, whatever their services do in the end.</summary>
internal static class ScopeDisposal
{
    public static async Task EndAsync(this AsyncServiceScope scope, ILogger logger, string name, string instanceId)
    {
        try
        {
            await scope.DisposeAsync();
        }
        catch (Exception e)
        {
            logger.ScopeNotDisposed(e, name, instanceId);
        }
    }
}
