using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine;
using LocalFunctions.Engine.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Newtonsoft.Json;

namespace LocalFunctions.Hosting.Management;

/// <summary>Steers instances: <c>POST instances/{id}/raiseEvent/{name}</c>, terminate, suspend and resume.</summary>
internal sealed class InstanceSteering(EngineClient client)
{
    /// <summary>Raises an event.</summary>
    public async Task RaiseEventAsync(ManagementRequest request, string instanceId, string eventName)
    {
        if (Refusal(client.FindExactly(instanceId)) is { } refusal)
        {
            await ManagementAnswer.EmptyAsync(request.Http, refusal);
            return;
        }

        if (!IsJson(request.Http.Request.ContentType))
        {
            await ManagementAnswer.ErrorAsync(
                request.Http, StatusCodes.Status400BadRequest, "Only application/json request content is supported");
            return;
        }

        var body = await RequestBody.ReadAsync(request.Http);
        try
        {
            await client.RaiseEventAsync(instanceId, eventName, PayloadJson.ReadEvent(body));
        }
        catch (JsonReaderException exception)
        {
            await RequestBody.RefuseAsync(request.Http, exception);
            return;
        }

        await ManagementAnswer.EmptyAsync(request.Http, StatusCodes.Status202Accepted);
    }

    /// <summary>Ends an instance; the reason becomes its output.</summary>
    public Task TerminateAsync(ManagementRequest request, string instanceId) => SteerAsync(
        request, instanceId, _ => null, () => client.TerminateForReasonAsync(instanceId, request.Text("reason")));

    /// <summary>Suspends an instance.</summary>
    public Task SuspendAsync(ManagementRequest request, string instanceId) => SteerAsync(
        request,
        instanceId,
        status => status == OrchestrationRuntimeStatus.Suspended ? "suspend" : null,
        () => client.SuspendInstanceAsync(instanceId, request.Text("reason")));

    /// <summary>Resumes an instance.</summary>
    public Task ResumeAsync(ManagementRequest request, string instanceId) => SteerAsync(
        request,
        instanceId,
        status => status == OrchestrationRuntimeStatus.Suspended ? null : "resume",
        () => client.ResumeInstanceAsync(instanceId, request.Text("reason")));

    private async Task SteerAsync(
        ManagementRequest request,
        string instanceId,
        Func<OrchestrationRuntimeStatus, string?> impossible,
        Func<Task> steer)
    {
        var instance = client.FindExactly(instanceId);
        if (Refusal(instance) is { } refusal)
        {
            await ManagementAnswer.EmptyAsync(request.Http, refusal);
        }
        else if (impossible(instance!.Status) is { } verb)
        {
            throw new InvalidOperationException(
                $"Cannot {verb} the orchestration instance {instanceId} because instance is in the {instance.Status} state.");
        }
        else
        {
            await steer();
            await ManagementAnswer.EmptyAsync(request.Http, StatusCodes.Status202Accepted);
        }
    }

    private static int? Refusal(InstanceRow? instance) => instance switch
    {
        null => StatusCodes.Status404NotFound,
        { HasEnded: true } => StatusCodes.Status410Gone,
        _ => null,
    };

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
