using FunctionsExport.Catalog;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Puts holds on exports, which retention then leaves alone, and takes them off.</summary>
public sealed class HoldApi(ApiFrame frame, Holds holds, ExportStatusReader statuses)
{
    /// <summary><c>PUT /exports/{id}/hold</c>: puts a hold on an export; repeated, it changes the reason.</summary>
    [Function("HoldExport")]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "exports/{id}/hold")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(PutAsync), async () =>
        {
            var (body, problem) = await JsonBody.ReadAsync<HoldBody>(request, HoldBody.Example, cancellationToken);
            if ((problem ?? body!.Check()) is { } fault)
            {
                return fault;
            }

            if (ExportId.Parse(id) is not { } exportId || await statuses.FindAsync(client, exportId, cancellationToken) is null)
            {
                return Problem.UnknownExport();
            }

            var (outcome, hold) = await holds.PutAsync(
                exportId,
                body!.Reason!.Trim(),
                async token => await statuses.FindAsync(client, exportId, token) is not null,
                cancellationToken);
            return outcome switch
            {
                HoldOutcome.Held => Results.Json(new HoldDocument(hold!.Id, hold.Reason, hold.Since), ApiJson.Options),
                HoldOutcome.Deleting => Problem.BeingDeleted(),
                _ => Problem.UnknownExport(),
            };
        }, cancellationToken);

    /// <summary><c>GET /exports/{id}/hold</c>: the hold on an export.</summary>
    [Function("GetHold")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "exports/{id}/hold")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        frame.RunAsync(
            nameof(GetAsync),
            async () => ExportId.Parse(id) is { } exportId && await holds.FindAsync(exportId, cancellationToken) is { } hold
                ? Results.Json(new HoldDocument(hold.Id, hold.Reason, hold.Since), ApiJson.Options)
                : Problem.NotHeld(),
            cancellationToken);

    /// <summary><c>DELETE /exports/{id}/hold</c>: takes the hold off an export; repeated, it changes nothing.</summary>
    [Function("ReleaseExport")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "exports/{id}/hold")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(DeleteAsync), async () =>
        {
            if (ExportId.Parse(id) is not { } exportId)
            {
                return Problem.UnknownExport();
            }

            await holds.RemoveAsync(exportId, cancellationToken);
            return Results.NoContent();
        }, cancellationToken);
}
