using System.Reflection;
using System.Text.RegularExpressions;
using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Reads <see cref="HttpTriggerAttribute"/>.</summary>
internal static partial class HttpTriggerReader
{
    /// <summary>What the Functions host keeps for itself, whatever the route prefix is.</summary>
    private static readonly string[] Reserved = ["admin", "runtime"];

    public static HttpTriggerBinding? Read(
        string name, MethodInfo method, ParameterInfo parameter, HttpTriggerAttribute attribute,
        IndexingContext context, FunctionFaults faults)
    {
        if (parameter.ParameterType != typeof(HttpRequest))
        {
            faults.Add(method, parameter, $"an HTTP trigger binds {typeof(HttpRequest).FullName}, "
                + $"not {TypeName.Of(parameter.ParameterType)}. Use HttpRequest.");
        }

        var methods = attribute.Methods ?? [];
        foreach (var verb in methods.Where(verb => verb is null || !Token().IsMatch(verb)))
        {
            faults.Add(method, parameter, $"\"{verb}\" is not an HTTP method. Name each method in a string of its own.");
        }

        var pattern = ReadRoute(name, method, parameter, attribute, context, faults);
        return pattern is null
            ? null
            : new HttpTriggerBinding(
                pattern,
                [.. methods.Where(verb => verb is not null).Select(verb => verb.ToUpperInvariant()).Distinct()],
                attribute.AuthLevel);
    }

    private static RoutePattern? ReadRoute(
        string name, MethodInfo method, ParameterInfo parameter, HttpTriggerAttribute attribute,
        IndexingContext context, FunctionFaults faults)
    {
        var route = (string.IsNullOrWhiteSpace(attribute.Route) ? name : attribute.Route).Trim('/');
        if (Array.Find(Reserved, word => route.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            faults.Add(method, parameter, $"the route \"{route}\" starts with '{reserved}', which the Functions host keeps for "
                + "itself. Choose another route.");
            return null;
        }

        try
        {
            var pattern = RoutePatternFactory.Parse(context.RoutePrefix.Length == 0 ? route : $"{context.RoutePrefix}/{route}");
            foreach (var part in pattern.Parameters)
            {
                foreach (var policy in part.ParameterPolicies.Where(policy => policy.Content is not null))
                {
                    context.Policies.Create(part, policy.Content!);
                }
            }

            return pattern;
        }
        catch (Exception exception) when (exception is RoutePatternException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            // What the routing library throws on a template or on an inline constraint it cannot make.
            faults.Add(method, parameter, $"the route \"{route}\" is not a route template: {exception.Message}");
            return null;
        }
    }

    [GeneratedRegex("^[A-Za-z]+$")]
    private static partial Regex Token();
}
