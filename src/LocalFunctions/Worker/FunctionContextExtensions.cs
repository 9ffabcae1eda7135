using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Worker;

/// <summary>The HTTP side of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The item of <see cref="FunctionContext.Items"/> that holds the <see cref="HttpContext"/>.</summary>
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The HTTP context of an HTTP function's invocation; null for any other function.</summary>
    /// <param name="context">The invocation.</param>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpContextKey, out var value) ? value as HttpContext : null;
    }
}
