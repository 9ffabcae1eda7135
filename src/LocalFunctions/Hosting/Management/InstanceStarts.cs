using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.DurableTask.Core.Exceptions;
using LocalFunctions.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json;

namespace LocalFunctions.Hosting.Management;

/// <summary>Starts instances: <c>POST orchestrators/{name}[/{id}]</c>, restart and rewind.</summary>
internal sealed class InstanceStarts(
    EngineClient client, ManagementLinks links, InstanceQueries queries, StatusJson document)
{
    private const string AlreadyExistsType = "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException";
    private const double LongestWaitSeconds = 24 * 60 * 60;

    private static readonly OrchestrationRuntimeStatus[] Unended =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Starts an orchestration with the body as its input.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The orchestrator's name.</param>
    /// <param name="instanceId">The id; null for a new one.</param>
    public async Task StartAsync(ManagementRequest request, string name, string? instanceId)
    {
        try
        {
            var input = PayloadJson.ReadInput(await RequestBody.ReadAsync(request.Http));
            var options = new StartOrchestrationOptions(instanceId)
            {
                Version = request.Text("version") is { } version ? new TaskVersion(version) : null,
            }.WithDedupeStatuses(Unended);
            var id = await client.ScheduleNewOrchestrationInstanceAsync(new TaskName(name), input, options);
            await AnswerAsync(request, id);
        }
        catch (JsonReaderException exception)
        {
            await RequestBody.RefuseAsync(request.Http, exception);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await ManagementAnswer.ErrorAsync(request.Http, StatusCodes.Status409Conflict, AlreadyExists(instanceId!));
        }
        catch (ArgumentException exception)
        {
            await ManagementAnswer.ErrorAsync(request.Http, StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    /// <summary>Starts an orchestration again with its input, under a new id or under its own.</summary>
    public async Task RestartAsync(ManagementRequest request, string instanceId)
    {
        var withNewId = request.Flag("restartWithNewInstanceId") != false;
        var instance = client.FindExactly(instanceId);
        if (instance is null)
        {
            await ManagementAnswer.ErrorAsync(
                request.Http,
                StatusCodes.Status400BadRequest,
                "InstanceId does not match a valid orchestration instance.",
                typeof(ArgumentException).FullName!,
                $"No instance with ID '{instanceId}' was found. (Parameter 'instanceId')");
        }
        else if (!withNewId && !instance.HasEnded)
        {
            await ManagementAnswer.ErrorAsync(
                request.Http,
                StatusCodes.Status409Conflict,
                "A non-terminal instance with this instance ID already exists.",
                AlreadyExistsType,
                AlreadyExists(instanceId));
        }
        else
        {
            await AnswerAsync(request, await client.RestartAsync(instanceId, withNewId));
        }
    }

    /// <summary>Runs the failed parts of an orchestration again.</summary>
    public async Task RewindAsync(ManagementRequest request, string instanceId)
    {
        var instance = client.FindExactly(instanceId);
        if (instance is null)
        {
            // The dollar sign is the real extension's.
            await ManagementAnswer.TextAsync(
                request.Http,
                StatusCodes.Status404NotFound,
                $"No orchestration with instance ID \"${instanceId}\" found.");
        }
        else if (instance.Status != OrchestrationRuntimeStatus.Failed)
        {
            await ManagementAnswer.TextAsync(
                request.Http,
                StatusCodes.Status412PreconditionFailed,
                $"This orchestration has status {instance.Status}, but only orchestrations in the \"Failed\" state can be "
                    + "rewound.");
        }
        else
        {
            await RewindFailedAsync(request, instanceId);
        }
    }

    private async Task RewindFailedAsync(ManagementRequest request, string instanceId)
    {
        try
        {
            await client.RewindInstanceAsync(instanceId, request.Text("reason") ?? "");
            await ManagementAnswer.EmptyAsync(request.Http, StatusCodes.Status202Accepted);
        }
        catch (NotSupportedException exception)
        {
            await ManagementAnswer.ErrorAsync(
                request.Http,
                StatusCodes.Status501NotImplemented,
                "Rewind is not supported by the underlying storage provider.",
                exception.GetType().FullName!,
                exception.Message);
        }
    }

    // With both a time to wait and an interval to look the answer waits for the instance's end. Here no interval is needed.
    private async Task AnswerAsync(ManagementRequest request, string instanceId)
    {
        if (request.Seconds("timeout") is not { } timeout || request.Seconds("pollingInterval") is not { } interval)
        {
            await links.AnswerAsync(request, instanceId);
            return;
        }

        if (!(interval <= timeout))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Total timeout {timeout} should be bigger than retry timeout {interval}"));
        }

        await WaitAsync(request.Http, instanceId, Math.Clamp(timeout, 0, LongestWaitSeconds));
        if (client.FindExactly(instanceId) is not { HasEnded: true } instance)
        {
            await links.AnswerAsync(request, instanceId);
        }
        else if (instance.Status == OrchestrationRuntimeStatus.Completed)
        {
            await ManagementAnswer.JsonAsync(
                request.Http, StatusCodes.Status200OK, json => document.WriteOutput(json, instance, null));
        }
        else
        {
            await queries.ShowAsync(request, instance);
        }
    }

    private async Task WaitAsync(HttpContext http, string instanceId, double seconds)
    {
        // The app's stop must not wait for this.
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        end.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await client.WaitForInstanceCompletionAsync(instanceId, end.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            // The time is over: the answer says where to ask.
        }
    }

    private string AlreadyExists(string instanceId)
    {
        // Ids that differ in case only are one here; the conflict is told of the one that is there.
        var status = client.FindIgnoringCase(instanceId)?.Status ?? OrchestrationRuntimeStatus.Running;
        return $"An Orchestration instance with the status {status} already exists.";
    }
}
