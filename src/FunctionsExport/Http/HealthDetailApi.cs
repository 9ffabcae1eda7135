using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Tells those who have a key how the app stands.</summary>
public sealed class HealthDetailApi(ApiFrame frame, ExportSettings settings, ExportStorage storage, SourceStates states)
{
    /// <summary>
    /// <c>GET /health/detail</c>: 200 when Blob Storage answers and no source is overdue, 503 otherwise.
    /// </summary>
    [Function("HealthDetail")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "health/detail")] HttpRequest request,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(GetAsync), async () =>
        {
            var overdue = new List<string>();
            try
            {
                await storage.EnsureCreatedAsync(cancellationToken);
                foreach (var source in settings.Sources.Values.OrderBy(s => s.Name, StringComparer.Ordinal))
                {
                    if ((await states.LookAsync(source, cancellationToken)).Overdue == true)
                    {
                        overdue.Add(source.Name);
                    }
                }
            }
            catch (Exception e) when (StorageFailure.Find(e) is { } failure)
            {
                return Answer("failing", failure.ErrorCode ?? "no answer", overdue: null);
            }

            return Answer(overdue.Count == 0 ? "ok" : "overdue", "reachable", overdue);
        }, cancellationToken);

    private IResult Answer(string status, string storageState, IReadOnlyList<string>? overdue) => Results.Json(
        new { status, storage = storageState, sources = settings.Sources.Count, overdue },
        ApiJson.Options,
        statusCode: status == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
