using LocalFunctions.Hosting.Indexing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalFunctions.Hosting.Http;

/// <summary>Routes requests to HTTP functions.</summary>
internal static class HttpFunctionEndpoints
{
    /// <summary>
    /// Sets up the pipeline: a request that no function takes is answered with 404 and no body. That includes a known route
    /// with another method, for which the Functions host answers 404 and not 405.
    /// </summary>
    public static void UseHttpFunctions(
        this WebApplication web, IEnumerable<FunctionDescriptor> functions, Func<FunctionDescriptor, HttpFunction> create)
    {
        web.UseRouting();
        web.Use((http, next) =>
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<FunctionDescriptor>() is not null)
            {
                return next(http);
            }

            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        foreach (var function in functions)
        {
            if (function.Trigger is HttpTriggerBinding trigger)
            {
                var endpoint = web.Map(trigger.Pattern, create(function).HandleAsync).WithMetadata(function);
                if (trigger.Methods.Count > 0)
                {
                    endpoint.WithMetadata(new HttpMethodMetadata(trigger.Methods));
                }
            }
        }
    }
}
