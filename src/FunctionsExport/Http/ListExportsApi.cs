using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Lists exports, those that run and those that have ended together.</summary>
public sealed class ListExportsApi(
    ApiFrame frame, ExportSettings settings, ExportStorage storage, Manifests manifests, Tombstones tombstones, ExportListReader reader)
{
    /// <summary><c>GET /exports</c>: newest first, by pages. A page may hold few or none although others follow.</summary>
    [Function("ListExports")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "exports")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(ListAsync), async () =>
        {
            var (asked, problem) = ListExportsQuery.Read(request.Query);
            if (asked is null)
            {
                return problem!;
            }

            await storage.EnsureCreatedAsync(cancellationToken);
            if (asked.Query.Source is { } source
                && !settings.Sources.ContainsKey(source)
                && !await manifests.HasSourceAsync(source, cancellationToken))
            {
                return Problem.UnknownSource(source);
            }

            var (exports, next) = await reader.ReadAsync(client, asked.Query, asked.Top, cancellationToken);
            var deleting = await tombstones.FindDeletingAsync(
                [.. exports.Where(e => ExportStateTransitions.IsFinal(e.State)).Select(e => ExportId.Parse(e.Id)!)], cancellationToken);
            bool? IsDeleting(ListedExport export) => deleting.Contains(ExportId.Parse(export.Id)!) ? true : null;
            var uri = $"{request.PathBase}{request.Path.Value!.TrimEnd('/')}";
            return Results.Json(
                new
                {
                    exports = exports.Select(e => e with { StatusUri = $"{uri}/{e.Id}", Deleting = IsDeleting(e) }),
                    continuationToken = next is { } place ? ContinuationToken.Write(place, asked.Query) : null,
                },
                ApiJson.Options);
        }, cancellationToken);
}
