using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalFunctions.Hosting.Http;

/// <summary>Routes requests to HTTP functions.</summary>
internal static class HttpFunctionEndpoints
{
    /// <summary>
    /// Sets up the pipeline: a request that no function takes is answered with 404 and no body. That includes a known route
    /// with another method, for which the Functions host answers 404 and not 405. A request without a key that the function
    /// asks for is answered with 401 and no body.
    /// </summary>
    public static void UseHttpFunctions(
        this WebApplication web,
        IEnumerable<FunctionDescriptor> functions,
        FunctionDoors doors,
        Func<FunctionDescriptor, HttpFunction> create)
    {
        web.UseRouting();
        web.Use((http, next) =>
        {
            var function = http.GetEndpoint()?.Metadata.GetMetadata<FunctionDescriptor>();
            if (function is not null && doors.Admits(http.Request, function))
            {
                return next(http);
            }

            http.Response.StatusCode =
                function is null ? StatusCodes.Status404NotFound : StatusCodes.Status401Unauthorized;
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
