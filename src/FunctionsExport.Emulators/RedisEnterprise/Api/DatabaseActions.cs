using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Documents;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>The calls on one database: read it, export it, reset its export status.</summary>
internal sealed class DatabaseActions(Cluster cluster)
{
    public Task ReadAsync(HttpContext context, int uid) =>
        ForDatabaseAsync(context, uid, RequestKind.Read, database => ReadAsync(context, database));

    public Task ExportAsync(HttpContext context, int uid) =>
        ForDatabaseAsync(context, uid, RequestKind.Export, database => ExportAsync(context, database));

    public Task ResetAsync(HttpContext context, int uid) =>
        ForDatabaseAsync(context, uid, RequestKind.Reset, database => ResetAsync(context, database));

    private async Task ReadAsync(HttpContext context, ClusterDatabase database)
    {
        var bdb = BdbDocument.Write(database, cluster.Answers);
        await JsonAnswer.WriteAsync(context, BdbDocument.Select(bdb, context.Request.Query["fields"]));
    }

    private async Task ExportAsync(HttpContext context, ClusterDatabase database)
    {
        if (database.Faults.TakeDropBeforeAccepting())
        {
            Gate.Drop(context);
            return;
        }

        var (location, fault) = await ExportRequest.ReadAsync(context.Request);
        var error = fault is not null ? ApiError.InvalidSchema(fault)
            : !database.CanBeExported ? ApiError.ModuleCapabilities
            : database.Faults.Busy || database.Faults.TakeBusyAnswer() || !database.TryStart(location!) ? ApiError.Busy
            : null;
        if (error is not null)
        {
            await error.WriteAsync(context, cluster.Answers.ErrorBody);
        }
        else if (database.Faults.TakeDropAfterAccepting())
        {
            Gate.Drop(context);
        }
        else
        {
            await AcceptAsync(context);
        }
    }

    private async Task ResetAsync(HttpContext context, ClusterDatabase database)
    {
        var error = ExportRequest.HasBody(context.Request) && !ExportRequest.IsJson(context.Request)
                ? ApiError.InvalidSchema("The header Content-Type must be application/json")
            : !database.CanBeExported ? ApiError.ModuleCapabilities
            : database.Faults.Busy || !database.TryReset() ? ApiError.Busy
            : null;
        if (error is not null)
        {
            await error.WriteAsync(context, cluster.Answers.ErrorBody);
        }
    }

    private async Task ForDatabaseAsync(HttpContext context, int uid, RequestKind kind, Func<ClusterDatabase, Task> action)
    {
        if (cluster.Find(uid) is not { } database)
        {
            await ApiError.DatabaseNotFound.WriteAsync(context, cluster.Answers.ErrorBody);
            return;
        }

        if (!Caller.Sees(context, uid))
        {
            var hidden = cluster.Answers.HiddenDatabaseStatus == StatusCodes.Status404NotFound
                ? ApiError.DatabaseNotFound
                : ApiError.Forbidden;
            await hidden.WriteAsync(context, cluster.Answers.ErrorBody);
            return;
        }

        database.Count(kind);
        if (database.Faults.AnswerDelay > TimeSpan.Zero)
        {
            await Task.Delay(database.Faults.AnswerDelay, cluster.Options.Time, context.RequestAborted);
        }

        if (database.Faults.TakeAnswer(kind) is { } planned)
        {
            if (planned.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            await ApiError.Of(planned.Status).WriteAsync(context, cluster.Answers.ErrorBody);
            return;
        }

        await action(database);
    }

    private async Task AcceptAsync(HttpContext context)
    {
        switch (cluster.Answers.AcceptedBody)
        {
            case AcceptedBody.EmptyObject:
                await JsonAnswer.WriteAsync(context, new JsonObject());
                break;
            case AcceptedBody.ActionUid:
                await JsonAnswer.WriteAsync(context, new JsonObject { ["action_uid"] = Guid.NewGuid().ToString() });
                break;
            default:
                break;
        }
    }
}
