using FunctionsExport.Emulators.RedisEnterprise.Documents;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>The calls that the emulator answers, with the permission that each needs.</summary>
internal static class Routes
{
    public static void Map(IEndpointRouteBuilder routes, Cluster cluster)
    {
        var databases = new DatabaseActions(cluster);
        var queries = new ClusterQueries(cluster);
        MapUsers(routes, cluster);
        MapDatabases(routes, databases, queries);
        MapCluster(routes, cluster, queries);
        MapActions(routes, databases, queries);
        routes.MapFallback("{*path}", (HttpContext context) =>
            ApiError.UriNotFound.WriteAsync(context, cluster.Answers.ErrorBody));
    }

    private static void MapUsers(IEndpointRouteBuilder routes, Cluster cluster)
    {
        var users = new UserActions(cluster);
        routes.MapPost("/v1/users/authorize", users.AuthorizeAsync).WithMetadata(OpenCall.Instance);
        routes.MapPost("/v1/users/refresh_jwt", users.RefreshAsync);
    }

    private static void MapDatabases(IEndpointRouteBuilder routes, DatabaseActions databases, ClusterQueries queries)
    {
        routes.MapGet("/v1/bdbs", databases.ListAsync).WithMetadata(Permission.ViewAllBdbsInfo);
        routes.MapGet("/v1/bdbs/{uid:int}", databases.ReadAsync).WithMetadata(Permission.ViewBdbInfo);
        routes.MapPost("/v1/bdbs/{uid:int}/actions/export", databases.ExportAsync)
            .WithMetadata(Permission.StartBdbExport);
        routes.MapPut("/v1/bdbs/{uid:int}/actions/export_reset_status", databases.ResetAsync)
            .WithMetadata(Permission.ResetBdbCurrentExportStatus);
        routes.MapGet("/v1/bdbs/{uid:int}/shards", databases.ShardsAsync).WithMetadata(Permission.ViewAllShardsInfo);
        routes.MapGet("/v1/bdbs/{uid:int}/availability", databases.AvailabilityAsync).WithMetadata(Permission.ViewBdbInfo);
        routes.MapGet("/v1/local/bdbs/{uid:int}/endpoint/availability", databases.AvailabilityAsync)
            .WithMetadata(Permission.ViewBdbInfo);
        routes.MapGet("/v1/bdbs/stats/last", queries.StatsAsync).WithMetadata(Permission.ViewAllBdbStats);
        routes.MapGet("/v1/bdbs/stats/last/{uid:int}", (HttpContext context, int uid) =>
            databases.StatsAsync(context, uid, queries)).WithMetadata(Permission.ViewBdbStats);
    }

    private static void MapCluster(IEndpointRouteBuilder routes, Cluster cluster, ClusterQueries queries)
    {
        routes.MapGet("/v1/cluster", (HttpContext context) =>
                JsonAnswer.WriteAsync(context, ClusterDocument.Write(cluster, context.Connection.LocalPort)))
            .WithMetadata(Permission.ViewClusterInfo);
        routes.MapGet("/v1/nodes", (HttpContext context) =>
                JsonAnswer.WriteAsync(context, ClusterDocument.WriteNodes(cluster)))
            .WithMetadata(Permission.ViewAllNodesInfo);
        routes.MapGet("/v1/nodes/{uid:int}", queries.NodeAsync).WithMetadata(Permission.ViewNodeInfo);
        routes.MapGet("/v1/bootstrap", (HttpContext context) =>
                JsonAnswer.WriteAsync(context, ClusterDocument.WriteBootstrap(cluster, NodeGate.Of(context))))
            .WithMetadata(Permission.ViewClusterInfo);
        routes.MapGet("/v1/modules", (HttpContext context) =>
                JsonAnswer.WriteAsync(context, ModuleDocument.WriteAll(cluster)))
            .WithMetadata(Permission.ViewClusterModules);
        routes.MapGet("/v1/jsonschema", queries.SchemaAsync);
        routes.MapGet("/v1/logs", queries.LogsAsync).WithMetadata(Permission.ViewLoggedEvents);
        routes.MapGet("/v1/local/node/master_healthcheck", queries.MasterHealthAsync);
    }

    private static void MapActions(IEndpointRouteBuilder routes, DatabaseActions databases, ClusterQueries queries)
    {
        routes.MapGet("/v1/actions", ClusterQueries.ActionsV1Async).WithMetadata(Permission.ViewStatusOfClusterAction);
        routes.MapGet("/v1/actions/{uid}", queries.ActionV1Async).WithMetadata(Permission.ViewStatusOfClusterAction);
        routes.MapGet("/v1/actions/bdb/{uid:int}", databases.StateMachinesAsync)
            .WithMetadata(Permission.ViewStatusOfClusterAction);
        routes.MapGet("/v2/actions", queries.ActionsV2Async).WithMetadata(Permission.ViewStatusOfClusterAction);
        routes.MapGet("/v2/actions/{uid}", queries.ActionV2Async).WithMetadata(Permission.ViewStatusOfClusterAction);
    }
}
