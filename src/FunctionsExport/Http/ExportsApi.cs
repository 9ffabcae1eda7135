using System.Globalization;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Starting;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>Starts, shows and cancels exports.</summary>
public sealed class ExportsApi(
    ApiFrame frame, ExportSettings settings, ExportStarter starter, ExportStatusReader statuses, DatabaseLocks locks)
{
    private const string RetryAfterSeconds = "5";

    /// <summary><c>POST /exports</c>: starts an export and answers 202 before it has done anything.</summary>
    [Function("StartExportOverHttp")]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "exports")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(StartAsync), async () =>
        {
            var (body, problem) = await StartExportBody.ReadAsync(request, cancellationToken);
            if (body is null)
            {
                return problem!;
            }

            if (!settings.Sources.TryGetValue(body.Source, out var source))
            {
                return Problem.UnknownSource(Shorten(body.Source));
            }

            var fetch = body.Fetch ?? source.Fetch;
            if (fetch && source.Provider.FetchObstacle is { } obstacle)
            {
                return Problem.FetchNotPossible(source.Name, obstacle);
            }

            var (key, keyProblem) = IdempotencyKey.Read(request);
            if (keyProblem is not null)
            {
                return keyProblem;
            }

            var reservation = key is null
                ? await starter.StartAsync(client, source, fetch, cancellationToken)
                : await starter.StartOnceAsync(client, source, body.Fetch, key, cancellationToken);
            if (reservation is null)
            {
                return Problem.KeyReused();
            }

            var statusUri = $"{request.PathBase}{request.Path.Value!.TrimEnd('/')}/{reservation.Owner}";
            request.HttpContext.Response.Headers.Location = statusUri;
            request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return reservation.Granted
                ? Json(
                    new StartedExport(reservation.Owner, source.Name, ExportState.Queued, statusUri, statusUri),
                    StatusCodes.Status202Accepted)
                : Problem.Busy(reservation.Owner, statusUri);
        }, cancellationToken);

    /// <summary><c>GET /exports/{id}</c>: how an export stands, or how it ended.</summary>
    [Function("GetExport")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "exports/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(GetAsync), async () =>
        {
            if (await FindAsync(client, id, cancellationToken) is not { } status)
            {
                return Problem.UnknownExport();
            }

            if (!ExportStateTransitions.IsFinal(status.State))
            {
                request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            }

            return Json(status, StatusCodes.Status200OK);
        }, cancellationToken);

    /// <summary><c>DELETE /exports/{id}</c>: asks an export to stop; it is cancelled when its state says so.</summary>
    [Function("CancelExport")]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "exports/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        frame.RunAsync(nameof(CancelAsync), async () =>
        {
            if (await FindAsync(client, id, cancellationToken) is not { } status)
            {
                return Problem.UnknownExport();
            }

            if (ExportStateTransitions.IsFinal(status.State))
            {
                return Problem.AlreadyEnded(status.State.ToString().ToLowerInvariant());
            }

            const string Reason = "Cancelled on request.";
            if (settings.Sources.TryGetValue(status.Source, out var source))
            {
                await locks.RequestCancelAsync(source.Provider.Database, id, Reason, cancellationToken);
            }

            await RaiseCancelAsync(client, id, Reason, cancellationToken);
            var statusUri = $"{request.PathBase}{request.Path.Value!.TrimEnd('/')}";
            request.HttpContext.Response.Headers.Location = statusUri;
            request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Json(
                new CancelledExport(
                    id,
                    status.State,
                    "The export stops. A provider's export that runs cannot be stopped: the database then stays reserved until it has "
                        + "ended, at most until the deadline.",
                    statusUri),
                StatusCodes.Status202Accepted);
        }, cancellationToken);

    /// <summary>
    /// Wakes the orchestration. The mark in the lock is set, so a refusal is none of the caller's business: the orchestration is not
    /// scheduled yet and finds the mark when it begins, or has just ended.
    /// </summary>
    private static async Task RaiseCancelAsync(
        DurableTaskClient client, string id, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(id, OrchestrationNames.CancelEvent, reason, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (await client.GetInstanceAsync(id, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }
        }
    }

    /// <summary>The export of an id; null for an id that is none or was never issued.</summary>
    private async Task<ExportStatusDocument?> FindAsync(
        DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        ExportId.Parse(id) is { } exportId ? await statuses.FindAsync(client, exportId, cancellationToken) : null;

    private static IResult Json<T>(T value, int status) => Results.Json(value, ApiJson.Options, statusCode: status);

    private static string Shorten(string name) =>
        name.Length <= 60 ? name : string.Create(CultureInfo.InvariantCulture, $"{name.AsSpan(0, 60)}…");
}
