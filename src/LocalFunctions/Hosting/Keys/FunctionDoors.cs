using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Hosting.Keys;

/// <summary>Which requests may call which HTTP functions.</summary>
internal sealed class FunctionDoors
{
    private readonly Dictionary<FunctionDescriptor, IReadOnlyList<AccessKey>> _keys = [];

    /// <summary>Prepares the keys of each function.</summary>
    public FunctionDoors(AccessKeys keys, IEnumerable<FunctionDescriptor> functions)
    {
        if (!keys.AreEnforced)
        {
            return;
        }

        foreach (var function in functions)
        {
            if (function.Trigger is HttpTriggerBinding { AuthLevel: not AuthorizationLevel.Anonymous } http)
            {
                _keys.Add(function, keys.For(function.Name, http.AuthLevel));
            }
        }
    }

    /// <summary>Whether the request may call the function.</summary>
    public bool Admits(HttpRequest request, FunctionDescriptor function) =>
        !_keys.TryGetValue(function, out var keys) || AccessKey.Opens(keys, RequestKey.Of(request));
}
