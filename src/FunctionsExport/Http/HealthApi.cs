using FunctionsExport.Configuration;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Tells that the app runs.</summary>
public sealed class HealthApi(ExportSettings settings)
{
    /// <summary><c>GET /health</c>: 200 while the app takes requests. Anonymous, so it tells no names.</summary>
    [Function("Health")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        Results.Json(new { status = "ok", sources = settings.Sources.Count }, ApiJson.Options);
}
