using FunctionsExport.Emulators.RedisEnterprise.Api;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FunctionsExport.Emulators.RedisEnterprise.Nodes;

/// <summary>What a request meets at the node that it came to.</summary>
internal static class NodeGate
{
    private static readonly object Key = new();

    /// <summary>Lets a listener be a node.</summary>
    public static void Use(ListenOptions listen, ClusterNode node) => listen.Use((connection, next) =>
    {
        if (node.State == NodeState.Dead)
        {
            connection.Abort();
            return Task.CompletedTask;
        }

        connection.Items[Key] = node;
        return next(connection);
    });

    /// <summary>The node that a request came to.</summary>
    public static ClusterNode Of(HttpContext context) =>
        (ClusterNode)context.Features.Get<IConnectionItemsFeature>()!.Items[Key]!;

    public static async Task PassAsync(HttpContext context, RequestDelegate next, Cluster cluster)
    {
        var node = Of(context);
        switch (node.State)
        {
            case NodeState.Dead:
                Gate.Drop(context);
                break;
            case NodeState.Unavailable:
                await ApiError.NodeUnavailable.WriteAsync(context, cluster.Answers.ErrorBody);
                break;
            case NodeState.Up when Redirects(context, node, cluster):
                Redirect(context, cluster);
                break;
            default:
                await next(context);
                break;
        }
    }

    // With handle_redirects the node passes the request on inside the cluster; what is local is never redirected.
    private static bool Redirects(HttpContext context, ClusterNode node, Cluster cluster) =>
        node != cluster.Master
        && !cluster.Answers.HandleRedirects
        && !context.Request.Path.StartsWithSegments("/v1/local", StringComparison.Ordinal);

    private static void Redirect(HttpContext context, Cluster cluster)
    {
        var host = cluster.Answers.RedirectHost ?? cluster.Master.Endpoint.Authority;
        context.Response.StatusCode = cluster.Answers.RedirectStatus;
        context.Response.Headers.Location = $"https://{host}{context.Request.Path.ToUriComponent()}{context.Request.QueryString}";
    }
}
