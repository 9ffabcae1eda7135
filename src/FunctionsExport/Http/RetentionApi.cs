using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Retention;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Says what retention would delete, and why, and deletes nothing.</summary>
public sealed class RetentionApi(ApiFrame frame, ExportSettings settings, ExportStorage storage, RetentionApplier applier)
{
    /// <summary><c>POST /retention/preview</c>: by the configured policies, or by one that is to be tried.</summary>
    [Function("PreviewRetention")]
    public Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "retention/preview")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(PreviewAsync), async () =>
        {
            var (body, malformed) = await JsonBody.ReadAsync<RetentionPreviewBody>(
                request, RetentionPreviewBody.Example, cancellationToken);
            if (malformed is not null)
            {
                return malformed;
            }

            var (policy, fault) = body!.ReadPolicy();
            if (fault is not null)
            {
                return fault;
            }

            if (body.Source is not null && !settings.Sources.ContainsKey(body.Source))
            {
                return Problem.UnknownSource(body.Source.Length <= 60 ? body.Source : body.Source[..60] + "…");
            }

            await storage.EnsureCreatedAsync(cancellationToken);
            var sources = new List<RetentionDocument>();
            foreach (var source in settings.Sources.Values
                .Where(s => body.Source is null || s.Name == body.Source)
                .OrderBy(s => s.Name, StringComparer.Ordinal))
            {
                var applied = policy ?? source.Retention;
                sources.Add(RetentionDocument.Of(
                    source.Name, applied, await applier.DecideAsync(client, source, applied, cancellationToken)));
            }

            return Results.Json(new { sources }, ApiJson.Options);
        }, cancellationToken);
}
