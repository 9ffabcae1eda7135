using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>
/// Brings a request to the cluster: past nodes that are down, and to the node that another one redirects to. It goes to listed nodes
/// only, and is repeated only where it certainly was not carried out or changes nothing.
/// </summary>
internal sealed partial class ClusterRoute(NodeExchange exchange, ClusterNodes nodes, ILogger logger)
{
    // A node that is not the primary one redirects to it; it may change meanwhile.
    private const int MaxRedirects = 3;

    /// <summary>Sends the request; the answer of a node, whatever its status.</summary>
    /// <exception cref="ExportFaultException">No node has answered; its fate says whether the request may have arrived.</exception>
    public async Task<ClusterAnswer> SendAsync(
        ClusterRequest request, AuthenticationHeaderValue? authorization, CallTime time)
    {
        ExportFaultException? failure = null;
        ClusterAnswer? last = null;
        foreach (var node in nodes.InOrder())
        {
            try
            {
                var answer = await FollowAsync(node, request, authorization, time);

                // The node that a redirect leads to may be listed under another name.
                var isLast = answer.Status < 500 ? !answer.IsRedirect : !request.IsRead;
                if (isLast)
                {
                    return answer;
                }

                last = answer.IsRedirect ? last ?? answer : answer;
            }
            catch (ExportFaultException e) when (MayPassOver(e, request, time))
            {
                failure = e;
            }
            catch (ExportFaultException)
            {
                nodes.Leave(node);
                throw;
            }

            PassOver(node, request);
        }

        // Where one node cannot be reached and the others only redirect to it, it may come back.
        return last is null or { IsRedirect: true } && failure is not null ? throw failure : last!;
    }

    private static bool MayPassOver(ExportFaultException failure, ClusterRequest request, CallTime time) =>
        failure.Fault.Code == FaultCodes.Unavailable && !time.IsOver
        && (failure.Fate == RequestFate.NotSent || request.IsRead);

    private async Task<ClusterAnswer> FollowAsync(
        Uri node, ClusterRequest request, AuthenticationHeaderValue? authorization, CallTime time)
    {
        for (var redirects = 0; ; redirects++)
        {
            var answer = await exchange.SendAsync(node, request, authorization, time);
            if (!answer.IsRedirect)
            {
                if (answer.Status < 500)
                {
                    nodes.Prefer(node);
                }
                else
                {
                    nodes.Leave(node);
                }

                return answer;
            }

            var target = nodes.Find(answer.Location, request.Path);
            if (target is null || redirects == MaxRedirects)
            {
                return answer;
            }

            Log.Redirected(logger, request);
            node = target;
        }
    }

    private void PassOver(Uri node, ClusterRequest request)
    {
        nodes.Leave(node);
        if (nodes.Count > 1)
        {
            Log.PassedOver(logger, nodes.NumberOf(node), nodes.Count, request);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Number} of the {Count} listed does not serve {Request}.")]
        public static partial void PassedOver(ILogger logger, int number, int count, ClusterRequest request);

        [LoggerMessage(Level = LogLevel.Debug, Message = "A node redirects {Request} to another one of those listed.")]
        public static partial void Redirected(ILogger logger, ClusterRequest request);
    }
}
