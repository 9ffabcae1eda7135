using System.Reflection;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Worker;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Finds where the parameters beside the trigger's come from.</summary>
internal static class ParameterReader
{
    public static ParameterSource? Read(ParameterDeclaration declared, TriggerBinding trigger)
    {
        if (declared.Parameter.GetCustomAttribute<DurableClientAttribute>() is { } client)
        {
            return ReadClient(declared, client, trigger);
        }

        if (declared.Type == typeof(FunctionContext))
        {
            return invocation => invocation;
        }

        if (declared.Type == typeof(CancellationToken))
        {
            if (trigger is OrchestrationTriggerBinding)
            {
                declared.Fault("an orchestrator must be deterministic and takes no CancellationToken. Remove it.");
            }

            return invocation => invocation.CancellationToken;
        }

        if (trigger is HttpTriggerBinding http && ReadRouteValue(declared, http) is { } source)
        {
            return source;
        }

        if (trigger is OrchestrationTriggerBinding
            && declared.Type != typeof(DurableTaskClient) && OrchestrationInputReader.MayBeInput(declared.Parameter))
        {
            return OrchestrationInputReader.Read(declared);
        }

        declared.Fault(NotBindable(declared, trigger));
        return null;
    }

    private static ParameterSource ReadClient(
        ParameterDeclaration declared, DurableClientAttribute attribute, TriggerBinding trigger)
    {
        declared.Require(typeof(DurableTaskClient), "[DurableClient]");
        if (trigger is OrchestrationTriggerBinding)
        {
            declared.Fault("an orchestrator must be deterministic and takes no client. "
                + "Use its context, or call an activity that has the client.");
        }

        var own = declared.Context.HubName;
        if (attribute.TaskHub is { } hub && !hub.Equals(own, StringComparison.OrdinalIgnoreCase))
        {
            declared.Fault($"TaskHub is \"{hub}\", but this app has the hub \"{own}\" only. Remove TaskHub.");
        }

        return invocation => invocation.Client;
    }

    private static ParameterSource? ReadRouteValue(ParameterDeclaration declared, HttpTriggerBinding http)
    {
        var (parameter, type) = (declared.Parameter, declared.Type);
        if (http.Pattern.GetParameter(parameter.Name!) is not { } part || !RouteValue.CanBind(type))
        {
            return null;
        }

        var mayBeAbsent = part.IsOptional || (part.IsCatchAll && part.Default is null);
        if (mayBeAbsent && !parameter.HasDefaultValue && type.IsValueType && Nullable.GetUnderlyingType(type) is null)
        {
            declared.Fault($"the route value may be absent. Make the parameter {TypeName.Of(type)}?.");
        }

        var fallback = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return invocation => RouteValue.Parse(part.Name, invocation.RouteValue(part.Name), type) ?? fallback;
    }

    private static string NotBindable(ParameterDeclaration declared, TriggerBinding trigger)
    {
        var type = TypeName.Of(declared.Type);
        return trigger switch
        {
            HttpTriggerBinding when RouteValue.CanBind(declared.Type) =>
                $"the route has no '{{{declared.Parameter.Name}}}'. Add it to the route, or read the request.",
            _ when declared.Type == typeof(DurableTaskClient) =>
                "a DurableTaskClient needs the attribute [DurableClient].",
            _ => $"{type} cannot be bound. Take services in the class's constructor, and the rest from the trigger, "
                + "FunctionContext, CancellationToken, [DurableClient] DurableTaskClient or the route "
                + "(string, int, long, Guid, bool).",
        };
    }
}
