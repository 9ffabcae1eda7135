using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Documents;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
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

    /// <summary><c>GET /v1/bdbs</c>.</summary>
    public async Task ListAsync(HttpContext context)
    {
        string? fields = context.Request.Query["fields"];
        if (Unknown(fields) is { } unknown)
        {
            await ApiError.InvalidSchema($"{unknown} is not a field of a database").WriteAsync(context, cluster.Answers.ErrorBody);
            return;
        }

        var seen = cluster.Databases.Where(database => Caller.Sees(context, database.Definition.Uid));
        await JsonAnswer.WriteAsync(context, new JsonArray([.. seen.Select(database =>
            BdbDocument.Select(BdbDocument.Write(database, cluster.Answers), fields))]));
    }

    /// <summary><c>GET /v1/bdbs/{uid}/shards</c>.</summary>
    public Task ShardsAsync(HttpContext context, int uid) => ForDatabaseAsync(context, uid, null, database =>
        JsonAnswer.WriteAsync(context, ShardDocument.WriteAll(database, cluster.Options.Time.GetUtcNow())));

    /// <summary><c>GET /v1/bdbs/{uid}/availability</c>: an empty 200, as long as the database answers.</summary>
    public Task AvailabilityAsync(HttpContext context, int uid) => ForDatabaseAsync(context, uid, null, _ => Task.CompletedTask);

    /// <summary><c>GET /v1/bdbs/stats/last/{uid}</c>.</summary>
    public Task StatsAsync(HttpContext context, int uid, ClusterQueries queries) =>
        ForDatabaseAsync(context, uid, null, database => queries.WriteStatsAsync(context, [database]));

    /// <summary><c>GET /v1/actions/bdb/{uid}</c>: state machines, of which exports are none.</summary>
    public Task StateMachinesAsync(HttpContext context, int uid) =>
        ForDatabaseAsync(context, uid, null, _ => JsonAnswer.WriteAsync(context, new JsonArray()));

    private async Task ReadAsync(HttpContext context, ClusterDatabase database)
    {
        string? fields = context.Request.Query["fields"];
        if (Unknown(fields) is { } unknown)
        {
            await ApiError.InvalidSchema($"{unknown} is not a field of a database").WriteAsync(context, cluster.Answers.ErrorBody);
            return;
        }

        var bdb = BdbDocument.Write(database, cluster.Answers);
        await JsonAnswer.WriteAsync(context, BdbDocument.Select(bdb, fields));
    }

    // The export fields are known even while they are absent.
    private string? Unknown(string? fields) => cluster.Answers.RefusesUnknownFields && !string.IsNullOrEmpty(fields)
        ? fields.Split(',').FirstOrDefault(name => !BdbDocument.Knows(name.Trim()))
        : null;

    private async Task ExportAsync(HttpContext context, ClusterDatabase database)
    {
        if (database.Faults.TakeDropBeforeAccepting())
        {
            Gate.Drop(context);
            return;
        }

        var (location, fault) = await ExportRequest.ReadAsync(context.Request, cluster);
        ExportRun? run = null;
        var error = fault is not null ? ApiError.InvalidSchema(fault)
            : !database.CanBeExported ? ApiError.ModuleCapabilities
            : IsBusy(database) || (run = database.TryStart(location!)) is null ? ApiError.Busy
            : null;
        if (error is not null)
        {
            await RefuseAsync(context, error);
        }
        else if (database.Faults.TakeDropAfterAccepting())
        {
            Gate.Drop(context);
        }
        else
        {
            await AcceptAsync(context, run!);
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
            await RefuseAsync(context, error);
        }
    }

    private bool IsBusy(ClusterDatabase database) =>
        database.Faults.Busy
        || (database.BackupRunning && !cluster.Answers.ExportDuringBackup)
        || database.Faults.TakeBusyAnswer();

    private Task RefuseAsync(HttpContext context, ApiError error)
    {
        var code = cluster.Answers.ErrorCodes.GetValueOrDefault(error.Status, error.Code);
        return (error with { Code = code }).WriteAsync(context, cluster.Answers.ErrorBody);
    }

    private async Task ForDatabaseAsync(HttpContext context, int uid, RequestKind? kind, Func<ClusterDatabase, Task> action)
    {
        if (cluster.Find(uid) is not { } database)
        {
            await RefuseAsync(context, ApiError.DatabaseNotFound);
            return;
        }

        if (!Caller.Sees(context, uid))
        {
            var hidden = cluster.Answers.HiddenDatabaseStatus == StatusCodes.Status404NotFound
                ? ApiError.DatabaseNotFound
                : ApiError.Forbidden;
            await RefuseAsync(context, hidden);
            return;
        }

        if (kind is { } counted)
        {
            database.Count(counted);
        }

        if (database.Faults.AnswerDelay > TimeSpan.Zero)
        {
            await Task.Delay(database.Faults.AnswerDelay, cluster.Options.Time, context.RequestAborted);
        }

        if (kind is { } asked && database.Faults.TakeAnswer(asked) is { } planned)
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

    private async Task AcceptAsync(HttpContext context, ExportRun run)
    {
        switch (cluster.Answers.AcceptedBody)
        {
            case AcceptedBody.EmptyObject:
                await JsonAnswer.WriteAsync(context, new JsonObject());
                break;
            case AcceptedBody.ActionUid:
                await JsonAnswer.WriteAsync(context, new JsonObject { ["action_uid"] = run.Uid });
                break;
            default:
                break;
        }
    }
}
