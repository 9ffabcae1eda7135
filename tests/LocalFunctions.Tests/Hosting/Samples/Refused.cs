using System.Diagnostics.CodeAnalysis;
using LocalFunctions.Worker;
using LocalFunctions.Worker.Extensions.Abstractions;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Hosting.Samples;

/// <summary>Function classes with one fault each.</summary>
[SuppressMessage("Design", "CA1822", Justification = "Instance methods are part of what is refused.")]
[SuppressMessage("Design", "CA1034", Justification = "Samples that belong together.")]
[SuppressMessage("Design", "CA1052", Justification = "Samples.")]
[SuppressMessage("CodeQuality", "IDE0051", Justification = "Found by reflection.")]
public static class Refused
{
    private static readonly IResult Ok = Results.Ok();

    internal sealed class InternalClass
    {
        [Function("A")]
        public IResult Run([HttpTrigger] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class PrivateMethod
    {
        [Function("A")]
        private IResult Run([HttpTrigger] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class GenericClass<T>
    {
        [Function("A")]
        public IResult Run([HttpTrigger] HttpRequest request) => request is T ? Ok : Ok;
    }

    public sealed class GenericMethod
    {
        [Function("A")]
        public IResult Run<T>([HttpTrigger] HttpRequest request) => request is T ? Ok : Ok;
    }

    public abstract class AbstractClass
    {
        [Function("A")]
        public IResult Run([HttpTrigger] HttpRequest request) => request is null ? Ok : Ok;
    }

    public struct NoClass
    {
        [Function("A")]
        public static IResult Run([HttpTrigger] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class NoTrigger
    {
        [Function("A")]
        public void Run(string text) => _ = text;
    }

    public sealed class TwoTriggers
    {
        [Function("A")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [ActivityTrigger] string input) => _ = (timer, input);
    }

    public sealed class OtherTrigger
    {
        [Function("A")]
        public void Run([Queue] string message) => _ = message;

        [AttributeUsage(AttributeTargets.Parameter)]
        public sealed class QueueAttribute : TriggerBindingAttribute;
    }

    public sealed class ServiceParameter
    {
        [Function("A")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, TimeProvider time) => _ = (timer, time);
    }

    public sealed class UnknownRouteValue
    {
        [Function("A")]
        public IResult Run([HttpTrigger(Route = "a/{id}")] HttpRequest request, string name) => request.Path == name ? Ok : Ok;
    }

    public sealed class RouteValueType
    {
        [Function("A")]
        public IResult Run([HttpTrigger(Route = "a/{id}")] HttpRequest request, DateTime id) => request is null || id == default ? Ok : Ok;
    }

    public sealed class OptionalRouteValue
    {
        [Function("A")]
        public IResult Run([HttpTrigger(Route = "a/{id?}")] HttpRequest request, int id) => request is null || id == 0 ? Ok : Ok;
    }

    public sealed class RefParameter
    {
        [Function("A")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, ref CancellationToken token) => _ = (timer, token);
    }

    public sealed class ClientWithoutAttribute
    {
        [Function("A")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, DurableTaskClient client) => _ = (timer, client);
    }

    public sealed class ClientOfAnotherType
    {
        [Function("A")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] string client) => _ = (timer, client);
    }

    public sealed class AnotherHub
    {
        [Function("A")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient(TaskHub = "Other")] DurableTaskClient client)
            => _ = (timer, client);
    }

    public sealed class OrchestratorSecondInput
    {
        [Function("A")]
        public Task Run([OrchestrationTrigger] TaskOrchestrationContext context, string input, int more)
            => Task.FromResult((context, input, more));
    }

    public sealed class OrchestratorTimerInput
    {
        [Function("A")]
        public Task Run([OrchestrationTrigger] TaskOrchestrationContext context, TimerInfo input) => Task.FromResult((context, input));
    }

    public sealed class OrchestratorToken
    {
        [Function("A")]
        public Task Run([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken token) => Task.FromResult((context, token));
    }

    public sealed class OrchestratorClient
    {
        [Function("A")]
        public Task Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client)
            => Task.FromResult((context, client));
    }

    public sealed class OrchestratorName
    {
        [Function("A")]
        public Task Run([OrchestrationTrigger(Orchestration = "B")] TaskOrchestrationContext context) => Task.FromResult(context);
    }

    public sealed class ActivityName
    {
        [Function("A")]
        public void Run([ActivityTrigger(Activity = "B")] string input) => _ = input;
    }

    public sealed class HttpTriggerType
    {
        [Function("A")]
        public IResult Run([HttpTrigger] string request) => request is null ? Ok : Ok;
    }

    public sealed class TimerTriggerType
    {
        [Function("A")]
        public void Run([TimerTrigger("0 * * * * *")] string timer) => _ = timer;
    }

    public sealed class OrchestrationTriggerType
    {
        [Function("A")]
        public Task Run([OrchestrationTrigger] string context) => Task.FromResult(context);
    }

    public sealed class ActivityTriggerType
    {
        [Function("A")]
        public void Run([ActivityTrigger] TaskActivityContext context) => _ = context;
    }

    public sealed class HttpResultType
    {
        [Function("A")]
        public Task<string> Run([HttpTrigger] HttpRequest request) => Task.FromResult(request.Method);
    }

    public sealed class TimerResultType
    {
        [Function("A")]
        public Task<int> Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.FromResult(timer.IsPastDue ? 1 : 0);
    }

    public sealed class OrchestratorResultType
    {
        [Function("A")]
        public string Run([OrchestrationTrigger] TaskOrchestrationContext context) => context.InstanceId;
    }

    public sealed class ActivityResultType
    {
        [Function("A")]
        public ValueTask<string> Run([ActivityTrigger] string input) => ValueTask.FromResult(input);
    }

    public sealed class AsyncVoid
    {
        [Function("A")]
        public async void Run([ActivityTrigger] string input) => await Task.FromResult(input);
    }

    public sealed class BadSchedule
    {
        [Function("A")]
        public void Run([TimerTrigger("0 61 * * * *")] TimerInfo timer) => _ = timer;
    }

    public sealed class MissingSetting
    {
        [Function("A")]
        public void Run([TimerTrigger("%Absent%")] TimerInfo timer) => _ = timer;
    }

    public sealed class BadRoute
    {
        [Function("A")]
        public IResult Run([HttpTrigger(Route = "a/{id")] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class UnknownConstraint
    {
        [Function("A")]
        public IResult Run([HttpTrigger(Route = "a/{id:colour}")] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class ReservedRoute
    {
        [Function("A")]
        public IResult Run([HttpTrigger(Route = "Admin/users")] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class BadMethod
    {
        [Function("A")]
        public IResult Run([HttpTrigger("get, post")] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class EmptyName
    {
        [Function("")]
        public void Run([ActivityTrigger] string input) => _ = input;
    }

    public sealed class BadName
    {
        [Function("1 export")]
        public void Run([ActivityTrigger] string input) => _ = input;
    }

    public sealed class LongName
    {
        [Function("Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
        public void Run([ActivityTrigger] string input) => _ = input;
    }

    public sealed class MissingService(Journal journal)
    {
        [Function("A")]
        public void Run([ActivityTrigger] string input) => journal.Write(input);
    }

    public sealed class TwoConstructors
    {
        public TwoConstructors()
        {
        }

        public TwoConstructors(TimeProvider time) => _ = time;

        [Function("A")]
        public void Run([ActivityTrigger] string input) => _ = input;
    }

    public sealed class DuplicateNames
    {
        [Function("Same")]
        public void One([ActivityTrigger] string input) => _ = input;

        [Function("sAME")]
        public void Two([ActivityTrigger] string input) => _ = input;
    }

    public sealed class DuplicateRoutes
    {
        [Function("A")]
        public IResult One([HttpTrigger("get", "post", Route = "Items/{id}")] HttpRequest request) => request is null ? Ok : Ok;

        [Function("B")]
        public IResult Two([HttpTrigger("POST", Route = "items/{name}")] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class DuplicateRouteOfAllMethods
    {
        [Function("A")]
        public IResult One([HttpTrigger(Route = "items")] HttpRequest request) => request is null ? Ok : Ok;

        [Function("B")]
        public IResult Two([HttpTrigger(Route = "/items/")] HttpRequest request) => request is null ? Ok : Ok;
    }

    public sealed class OverlappingConstraints
    {
        [Function("A")]
        public IResult One([HttpTrigger("get", Route = "items/{id:long}")] HttpRequest request) => request is null ? Ok : Ok;

        [Function("B")]
        public IResult Two([HttpTrigger("get", Route = "items/{code:length(1)}")] HttpRequest request) => request is null ? Ok : Ok;
    }
}
