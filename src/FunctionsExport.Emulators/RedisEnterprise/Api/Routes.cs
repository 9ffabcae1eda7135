using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Documents;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>The calls that the emulator answers, with the permission that each needs.</summary>
internal static class Routes
{
    public static void Map(IEndpointRouteBuilder routes, Cluster cluster)
    {
        var databases = new DatabaseActions(cluster);
        var users = new UserActions(cluster);
        routes.MapPost("/v1/users/authorize", users.AuthorizeAsync).WithMetadata(OpenCall.Instance);
        routes.MapPost("/v1/users/refresh_jwt", users.RefreshAsync);
        routes.MapGet("/v1/bdbs", (HttpContext context) => JsonAnswer.WriteAsync(context, ListDatabases(context, cluster)))
            .WithMetadata(Permission.ViewAllBdbsInfo);
        routes.MapGet("/v1/bdbs/{uid:int}", databases.ReadAsync)
            .WithMetadata(Permission.ViewBdbInfo);
        routes.MapPost("/v1/bdbs/{uid:int}/actions/export", databases.ExportAsync)
            .WithMetadata(Permission.StartBdbExport);
        routes.MapPut("/v1/bdbs/{uid:int}/actions/export_reset_status", databases.ResetAsync)
            .WithMetadata(Permission.ResetBdbCurrentExportStatus);
        routes.MapGet("/v1/cluster", (HttpContext context) =>
                JsonAnswer.WriteAsync(context, ClusterDocument.Write(cluster, context.Connection.LocalPort)))
            .WithMetadata(Permission.ViewClusterInfo);
        routes.MapGet("/v1/nodes", (HttpContext context) =>
                JsonAnswer.WriteAsync(context, new JsonArray(ClusterDocument.WriteNode(cluster))))
            .WithMetadata(Permission.ViewAllNodesInfo);
        routes.MapGet("/v1/modules", (HttpContext context) =>
                JsonAnswer.WriteAsync(context, ModuleDocument.WriteAll(cluster)))
            .WithMetadata(Permission.ViewClusterModules);
        routes.MapFallback("{*path}", (HttpContext context) =>
            ApiError.UriNotFound.WriteAsync(context, cluster.Answers.ErrorBody));
    }

    private static JsonArray ListDatabases(HttpContext context, Cluster cluster)
    {
        var fields = context.Request.Query["fields"];
        return new JsonArray([.. cluster.Databases
            .Where(database => Caller.Sees(context, database.Definition.Uid))
            .Select(database =>
            BdbDocument.Select(BdbDocument.Write(database, cluster.Answers), fields))]);
    }
}
