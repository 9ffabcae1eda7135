using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Emulators.RedisEnterprise.Journal;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Control;

/// <summary>The calls of the control surface.</summary>
internal sealed class ControlRoutes(Cluster cluster)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/emulator", context => WriteAsync(context, Overview()));
        MapSettings(routes, "/emulator/answers", cluster.Answers);
        MapSettings(routes, "/emulator/access", cluster.Access);
        routes.MapGet("/emulator/faults", context => WriteAsync(context, cluster.RequestFaults.Planned));
        routes.MapPost("/emulator/faults", async context => cluster.RequestFaults.Add(await ReadAsync<RequestFault>(context)));
        routes.MapDelete("/emulator/faults", context => Do(cluster.RequestFaults.Clear));
        routes.MapGet("/emulator/journal", context => WriteAsync(context, Journal(context.Request.Query["after"])));
        routes.MapDelete("/emulator/journal", context => Do(cluster.Journal.Clear));
        MapDatabases(routes);
        MapCluster(routes);
    }

    private void MapDatabases(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/emulator/databases", context => WriteAsync(context, cluster.Databases.Select(DatabaseControls.Of).ToList()));
        routes.MapGet("/emulator/databases/{uid:int}", context => WriteAsync(context, DatabaseControls.Of(Database(context))));
        routes.MapPatch("/emulator/databases/{uid:int}", async context =>
        {
            var controls = DatabaseControls.Of(Database(context));
            ControlJson.Apply(controls, await ReadAsync<JsonObject>(context));
            await WriteAsync(context, controls);
        });
        routes.MapPost("/emulator/databases/{uid:int}/runs", async context =>
            Database(context).Faults.NextRun((await ReadAsync<RunRequest>(context)).ToFault()));
    }

    private void MapCluster(IEndpointRouteBuilder routes)
    {
        routes.MapPatch("/emulator/nodes/{uid:int}", async context =>
        {
            var uid = int.Parse((string)context.Request.RouteValues["uid"]!, CultureInfo.InvariantCulture);
            var node = cluster.Nodes.FirstOrDefault(candidate => candidate.Uid == uid)
                ?? throw new KeyNotFoundException($"There is no node with uid {uid}.");
            node.State = (await ReadAsync<NodeRequest>(context)).State;
        });
        routes.MapPost("/emulator/fail-over", async context =>
            await cluster.FailOverAsync((await ReadAsync<FailOverRequest>(context)).LoseStatus));
        routes.MapPost("/emulator/users/{email}/release", context => ForUser(context, cluster.Accounts.Release));
        routes.MapPost("/emulator/users/{email}/expire-password", context => ForUser(context, cluster.Accounts.ExpirePassword));
        routes.MapPost("/emulator/tokens/revoke", context => Do(cluster.Tokens.RevokeAll));
    }

    private static void MapSettings<T>(IEndpointRouteBuilder routes, string path, T settings)
        where T : class
    {
        routes.MapGet(path, context => WriteAsync(context, settings));
        routes.MapPatch(path, async context =>
        {
            ControlJson.Apply(settings, await ReadAsync<JsonObject>(context));
            await WriteAsync(context, settings);
        });
    }

    private object Overview() => new
    {
        cluster.Options.SoftwareVersion,
        Master = cluster.Master.Uid,
        Nodes = cluster.Nodes.Select(node => new { node.Uid, node.Endpoint, node.State }),
        Databases = cluster.Databases.Select(database => new { database.Definition.Uid, database.Definition.Name }),
    };

    private List<JournalEntry> Journal(string? after) =>
        long.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? cluster.Journal.Entries.Where(entry => entry.Number > number).ToList()
            : throw new ArgumentException("after must be the number of an entry.");

    private ClusterDatabase Database(HttpContext context)
    {
        var uid = int.Parse((string)context.Request.RouteValues["uid"]!, CultureInfo.InvariantCulture);
        return cluster.Find(uid) ?? throw new KeyNotFoundException($"There is no database with uid {uid}.");
    }

    private static Task ForUser(HttpContext context, Func<string, bool> action)
    {
        var email = (string)context.Request.RouteValues["email"]!;
        return action(email) ? Task.CompletedTask : throw new KeyNotFoundException($"There is no user {email}.");
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static Task WriteAsync<T>(HttpContext context, T value) =>
        context.Response.WriteAsJsonAsync(value, ControlJson.Options, context.RequestAborted);

    private static async Task<T> ReadAsync<T>(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ControlJson.Options, context.RequestAborted)
        ?? throw new ArgumentException("The body must be an object.");

    private sealed record NodeRequest
    {
        public required NodeState State { get; init; }
    }

    private sealed record FailOverRequest
    {
        public bool LoseStatus { get; init; }
    }
}
