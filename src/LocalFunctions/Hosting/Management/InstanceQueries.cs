using System.Text;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine;
using LocalFunctions.Engine.Store;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Hosting.Management;

/// <summary>Shows instances: <c>GET instances</c> and <c>GET instances/{id}</c>.</summary>
internal sealed class InstanceQueries(EngineClient client, StatusJson document)
{
    private const string TokenHeader = "x-ms-continuation-token";
    private const string RetryAfterSeconds = "5";

    // The real extension's.
    private const int DefaultPageSize = 100;

    // How many ids are read at once: a list of whatever length holds these and one instance in memory.
    private const int IdsAtOnce = 500;

    /// <summary>One instance, with its history when it is asked for.</summary>
    public Task ShowAsync(ManagementRequest request, string instanceId)
    {
        var showHistory = request.Flag("showHistory") == true;
        var found = showHistory ? client.FindWithHistory(instanceId) : null;
        return (found?.Instance ?? (showHistory ? null : client.FindExactly(instanceId))) is { } instance
            ? ShowAsync(request, instance, found?.History)
            : ManagementAnswer.EmptyAsync(request.Http, StatusCodes.Status404NotFound);
    }

    /// <summary>An instance whose status the caller has waited for.</summary>
    public Task ShowAsync(ManagementRequest request, InstanceRow instance) => ShowAsync(request, instance, null);

    /// <summary>A page of the instances that match, in the order of their ids.</summary>
    public Task ListAsync(ManagementRequest request)
    {
        var statuses = request.Members<OrchestrationRuntimeStatus>("runtimeStatus");
        var filter = new InstanceFilter
        {
            CreatedFrom = request.Time("createdTimeFrom"),
            CreatedTo = request.Time("createdTimeTo"),
            Statuses = statuses,
        };
        var range = new IdRange
        {
            Prefix = request.Text("instanceIdPrefix") ?? "",
            From = DecodeToken(request.Http.Request.Headers[TokenHeader].ToString()),
            Limit = 1,
            Skip = request.Number("top") is { } top and >= 0 ? top : DefaultPageSize,
        };

        // The header comes before the page: what follows the page is looked up first.
        var next = client.ListIds(filter, range).FirstOrDefault();
        if (next is not null)
        {
            request.Http.Response.Headers[TokenHeader] = Convert.ToBase64String(Encoding.UTF8.GetBytes(next));
        }

        var showInput = request.Flag("showInput") != false;
        var instances = Ids(filter, range with { Skip = 0, Limit = IdsAtOnce }, next)
            .Select(client.FindExactly)
            .OfType<InstanceRow>()
            .Where(instance => statuses.Count == 0 || statuses.Contains(instance.Status));
        return ManagementAnswer.ArrayAsync(
            request.Http,
            instances,
            (json, instance) => document.Write(json, instance, ReasonOf(instance), showInput));
    }

    private Task ShowAsync(ManagementRequest request, InstanceRow instance, IReadOnlyList<HistoryEvent>? history)
    {
        var status = StatusCodes.Status200OK;
        if (!instance.HasEnded)
        {
            status = StatusCodes.Status202Accepted;
            request.Http.Response.Headers.Location = request.Url;
            request.Http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
        else if (instance.Status == OrchestrationRuntimeStatus.Failed
            && request.Flag("returnInternalServerErrorOnFailure") == true)
        {
            status = StatusCodes.Status500InternalServerError;
        }

        var showInput = request.Flag("showInput") != false;
        var showOutput = request.Flag("showHistoryOutput") == true;
        return ManagementAnswer.JsonAsync(request.Http, status, json => document.Write(
            json,
            instance,
            ReasonOf(instance),
            showInput,
            history is null || instance.Status == OrchestrationRuntimeStatus.Pending
                ? null
                : writer => HistoryJson.Write(writer, instance, history, showInput, showOutput)));
    }

    private string? ReasonOf(InstanceRow instance) => instance.HasEnded ? null : client.LastReason(instance);

    private IEnumerable<string> Ids(InstanceFilter filter, IdRange range, string? end)
    {
        while (true)
        {
            var ids = client.ListIds(filter, range);
            foreach (var id in ids)
            {
                if (end is not null && InOrder(id, end) >= 0)
                {
                    yield break;
                }

                yield return id;
            }

            if (ids.Count < range.Limit)
            {
                yield break;
            }

            range = range with { From = ids[^1], IsAfter = true };
        }
    }

    // The store's order, which is that of the bytes.
    private static int InOrder(string first, string second) =>
        Encoding.UTF8.GetBytes(first).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(second));

    // As on the real host a token that cannot be read is none.
    private static string DecodeToken(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
