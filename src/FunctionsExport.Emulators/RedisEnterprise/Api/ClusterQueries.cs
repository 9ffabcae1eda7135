using System.Net.Sockets;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Documents;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>The calls that only read: actions, events, statistics, schemas.</summary>
internal sealed class ClusterQueries(Cluster cluster)
{
    /// <summary><c>GET /v1/actions</c>, which never lists exports.</summary>
    public static Task ActionsV1Async(HttpContext context) =>
        JsonAnswer.WriteAsync(context, new JsonObject { ["actions"] = new JsonArray(), ["state-machines"] = new JsonArray() });

    /// <summary><c>GET /v1/actions/{uid}</c>: exports are not there.</summary>
    public Task ActionV1Async(HttpContext context, string uid) => RefuseAsync(context, ApiError.ActionNotFound);

    /// <summary><c>GET /v2/actions</c>.</summary>
    public Task ActionsV2Async(HttpContext context) => cluster.Version.HasActionsV2
        ? JsonAnswer.WriteAsync(context, ActionDocument.WriteAll(Seen(context)))
        : RefuseAsync(context, ApiError.UriNotFound);

    /// <summary><c>GET /v2/actions/{uid}</c>.</summary>
    public Task ActionV2Async(HttpContext context, string uid)
    {
        if (!cluster.Version.HasActionsV2)
        {
            return RefuseAsync(context, ApiError.UriNotFound);
        }

        return ActionDocument.Find(Seen(context), uid) is { } action
            ? JsonAnswer.WriteAsync(context, action)
            : RefuseAsync(context, ApiError.ActionNotFound);
    }

    /// <summary><c>GET /v1/logs</c>.</summary>
    public Task LogsAsync(HttpContext context)
    {
        if (LogQuery.Read(context.Request.Query, out var query) is { } fault)
        {
            return RefuseAsync(context, ApiError.InvalidSchema(fault));
        }

        var events = query.Select(cluster.Events.Events.Where(entry => Caller.Sees(context, entry.DatabaseUid)));
        return JsonAnswer.WriteAsync(
            context, new JsonArray([.. events.Select(entry => EventDocument.Write(entry, cluster.Answers))]));
    }

    /// <summary><c>GET /v1/jsonschema</c>.</summary>
    public Task SchemaAsync(HttpContext context) =>
        SchemaDocument.Write(context.Request.Query["object"], cluster.Version) is { } schema
            ? JsonAnswer.WriteAsync(context, schema)
            : RefuseAsync(context, ApiError.UnknownObject);

    /// <summary><c>GET /v1/bdbs/stats/last</c>.</summary>
    public Task StatsAsync(HttpContext context) => WriteStatsAsync(context, Seen(context));

    /// <summary>The statistics of some databases.</summary>
    public async Task WriteStatsAsync(HttpContext context, IEnumerable<ClusterDatabase> databases)
    {
        var all = new JsonObject();
        try
        {
            foreach (var database in databases)
            {
                var stats = await DatabaseStats.ReadAsync(database, context.RequestAborted);
                all.Add(StatsDocument.Write(
                    database.Definition.Uid, stats, context.Request.Query["metrics"], cluster.Options.Time.GetUtcNow()));
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or RedisErrorException)
        {
            await RefuseAsync(context, ApiError.DatabaseUnavailable);
            return;
        }

        await JsonAnswer.WriteAsync(context, all);
    }

    /// <summary><c>GET /v1/nodes/{uid}</c>.</summary>
    public Task NodeAsync(HttpContext context, int uid) => cluster.Nodes.FirstOrDefault(node => node.Uid == uid) is { } node
        ? JsonAnswer.WriteAsync(context, ClusterDocument.WriteNode(cluster, node))
        : RefuseAsync(context, ApiError.UriNotFound);

    /// <summary><c>GET /v1/local/node/master_healthcheck</c>, which each node answers for itself.</summary>
    public Task MasterHealthAsync(HttpContext context) => JsonAnswer.WriteAsync(
        context, new JsonObject { ["status"] = Nodes.NodeGate.Of(context) == cluster.Master ? "active" : "inactive" });

    private IEnumerable<ClusterDatabase> Seen(HttpContext context) =>
        cluster.Databases.Where(database => Caller.Sees(context, database.Definition.Uid));

    private Task RefuseAsync(HttpContext context, ApiError error) => error.WriteAsync(context, cluster.Answers.ErrorBody);
}
