using FunctionsExport.Configuration;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Tells that the app runs.</summary>
public sealed class HealthApi(ExportSettings settings)
{
    /// <summary>
    /// <c>GET /health</c>: 200 while the app takes requests. Anonymous, so it tells no names: <c>?detail</c> is sent on to
    /// <c>/health/detail</c>, which asks for a key. A function has one authorization level for all its requests.
    /// </summary>
    [Function("Health")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        request.Query.ContainsKey("detail")
            ? Results.Redirect($"{request.PathBase}{request.Path.Value!.TrimEnd('/')}/detail", permanent: false, preserveMethod: true)
            : Results.Json(new { status = "ok", sources = settings.Sources.Count }, ApiJson.Options);
}
