using System.Reflection;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Worker;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Finds where the parameters beside the trigger's come from.</summary>
internal static class ParameterReader
{
    public static ParameterSource? Read(
        MethodInfo method, ParameterInfo parameter, TriggerBinding trigger, IndexingContext context, FunctionFaults faults)
    {
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is { } client)
        {
            return ReadClient(method, parameter, client, trigger, context, faults);
        }

        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return invocation => invocation;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            if (trigger is OrchestrationTriggerBinding)
            {
                faults.Add(method, parameter, "an orchestrator must be deterministic and takes no CancellationToken. Remove it.");
            }

            return invocation => invocation.CancellationToken;
        }

        if (trigger is HttpTriggerBinding http && ReadRouteValue(method, parameter, http, faults) is { } source)
        {
            return source;
        }

        faults.Add(method, parameter, NotBindable(parameter, trigger));
        return null;
    }

    private static ParameterSource ReadClient(
        MethodInfo method, ParameterInfo parameter, DurableClientAttribute attribute, TriggerBinding trigger,
        IndexingContext context, FunctionFaults faults)
    {
        if (parameter.ParameterType != typeof(DurableTaskClient))
        {
            faults.Add(method, parameter, $"[DurableClient] binds DurableTaskClient, not {TypeName.Of(parameter.ParameterType)}. "
                + "Use DurableTaskClient.");
        }

        if (trigger is OrchestrationTriggerBinding)
        {
            faults.Add(method, parameter, "an orchestrator must be deterministic and takes no client. "
                + "Use its context, or call an activity that has the client.");
        }

        if (attribute.TaskHub is { } hub && !hub.Equals(context.HubName, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(method, parameter, $"TaskHub is \"{hub}\", but this app has the hub \"{context.HubName}\" only. Remove TaskHub.");
        }

        return invocation => invocation.Client;
    }

    private static ParameterSource? ReadRouteValue(
        MethodInfo method, ParameterInfo parameter, HttpTriggerBinding http, FunctionFaults faults)
    {
        if (http.Pattern.GetParameter(parameter.Name!) is not { } part || !RouteValue.CanBind(parameter.ParameterType))
        {
            return null;
        }

        var type = parameter.ParameterType;
        var mayBeAbsent = part.IsOptional || (part.IsCatchAll && part.Default is null);
        if (mayBeAbsent && !parameter.HasDefaultValue && type.IsValueType && Nullable.GetUnderlyingType(type) is null)
        {
            faults.Add(method, parameter, $"the route value may be absent. Make the parameter {TypeName.Of(type)}?.");
        }

        var fallback = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return invocation => RouteValue.Parse(part.Name, invocation.RouteValue(part.Name), type) ?? fallback;
    }

    private static string NotBindable(ParameterInfo parameter, TriggerBinding trigger)
    {
        var type = TypeName.Of(parameter.ParameterType);
        return trigger switch
        {
            OrchestrationTriggerBinding =>
                $"{type} cannot be bound; binding an orchestration's input by name is not supported. Call context.GetInput<{type}>().",
            HttpTriggerBinding when RouteValue.CanBind(parameter.ParameterType) =>
                $"the route has no '{{{parameter.Name}}}'. Add it to the route, or read the request.",
            _ when parameter.ParameterType == typeof(DurableTaskClient) => "a DurableTaskClient needs the attribute [DurableClient].",
            _ => $"{type} cannot be bound. Take services in the class's constructor, and the rest from the trigger, "
                + "FunctionContext, CancellationToken, [DurableClient] DurableTaskClient or the route (string, int, long, Guid, bool).",
        };
    }
}
