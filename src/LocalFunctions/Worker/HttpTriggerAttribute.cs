using LocalFunctions.Worker.Extensions.Abstractions;

namespace LocalFunctions.Worker;

/// <summary>Marks the parameter of an HTTP function that receives the request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>All methods, with <see cref="AuthorizationLevel.Function"/>.</summary>
    public HttpTriggerAttribute()
    {
        AuthLevel = AuthorizationLevel.Function;
    }

    /// <summary>The given methods, with <see cref="AuthorizationLevel.Function"/>.</summary>
    /// <param name="methods">HTTP methods in any case; none means all.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this()
    {
        Methods = methods;
    }

    /// <summary>All methods, with the given level.</summary>
    /// <param name="authLevel">The key that a caller must present.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel)
    {
        AuthLevel = authLevel;
    }

    /// <summary>The given methods, with the given level.</summary>
    /// <param name="authLevel">The key that a caller must present.</param>
    /// <param name="methods">HTTP methods in any case; none means all.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template under the route prefix; the function's name when null or empty.</summary>
    public string? Route { get; set; }

    /// <summary>The HTTP methods that the function answers; null or none means all.</summary>
    public string[]? Methods { get; }

    /// <summary>The key that a caller must present.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
