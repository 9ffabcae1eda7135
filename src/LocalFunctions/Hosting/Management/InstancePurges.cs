using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Hosting.Management;

/// <summary>Forgets instances: <c>DELETE instances/{id}</c> and <c>DELETE instances</c>.</summary>
internal sealed class InstancePurges(EngineClient client)
{
    /// <summary>Forgets an instance that has ended.</summary>
    public async Task PurgeAsync(ManagementRequest request, string instanceId)
    {
        if (client.FindExactly(instanceId) is not { } instance)
        {
            await ManagementAnswer.EmptyAsync(request.Http, StatusCodes.Status404NotFound);
        }
        else if (!instance.HasEnded)
        {
            await ManagementAnswer.TextAsync(
                request.Http,
                StatusCodes.Status412PreconditionFailed,
                "Only orchestrations in a terminal state can be purged, but the orchestration with instance ID "
                    + $"{instanceId} has status {instance.Status}");
        }
        else
        {
            await AnswerAsync(request.Http, await client.PurgeInstanceAsync(instanceId));
        }
    }

    /// <summary>Forgets all instances that match; running ones too when their status is asked for, or none.</summary>
    public async Task PurgeAllAsync(ManagementRequest request)
    {
        if (request.Time("createdTimeFrom") is not { } from)
        {
            await ManagementAnswer.TextAsync(
                request.Http, StatusCodes.Status400BadRequest, "Please provide value for 'createdTimeFrom' parameter.");
            return;
        }

        var purged = await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(
            from, request.Time("createdTimeTo"), request.Members<OrchestrationRuntimeStatus>("runtimeStatus")));
        if (purged.PurgedInstanceCount == 0)
        {
            await ManagementAnswer.EmptyAsync(request.Http, StatusCodes.Status404NotFound);
            return;
        }

        await AnswerAsync(request.Http, purged);
    }

    private static Task AnswerAsync(HttpContext http, PurgeResult purged) =>
        ManagementAnswer.JsonAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("instancesDeleted");
            json.WriteValue(purged.PurgedInstanceCount);
            json.WriteEndObject();
        });
}
