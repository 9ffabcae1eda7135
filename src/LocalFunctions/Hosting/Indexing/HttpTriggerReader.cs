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

    public static HttpTriggerBinding? Read(ParameterDeclaration declared, HttpTriggerAttribute attribute)
    {
        declared.Require(typeof(HttpRequest), "an HTTP trigger");
        var methods = attribute.Methods ?? [];
        foreach (var method in methods.Where(method => method is null || !Token().IsMatch(method)))
        {
            declared.Fault($"\"{method}\" is not an HTTP method. Name each method in a string of its own.");
        }

        var route = (string.IsNullOrWhiteSpace(attribute.Route) ? declared.Function : attribute.Route).Trim('/');
        return ReadRoute(declared, route) is { } pattern
            ? new HttpTriggerBinding(
                pattern,
                [.. methods.Where(method => method is not null).Select(method => method.ToUpperInvariant()).Distinct()],
                attribute.AuthLevel)
            : null;
    }

    private static RoutePattern? ReadRoute(ParameterDeclaration declared, string route)
    {
        if (Array.Find(Reserved, word => route.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            declared.Fault($"the route \"{route}\" starts with '{reserved}', which the Functions host keeps for itself. "
                + "Choose another route.");
            return null;
        }

        try
        {
            var prefix = declared.Context.RoutePrefix;
            var pattern = RoutePatternFactory.Parse(prefix.Length == 0 ? route : $"{prefix}/{route}");
            foreach (var part in pattern.Parameters)
            {
                foreach (var policy in part.ParameterPolicies.Where(policy => policy.Content is not null))
                {
                    declared.Context.Policies.Create(part, policy.Content!);
                }
            }

            return pattern;
        }
        catch (Exception exception) when (exception is RoutePatternException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            // What the routing library throws on a template or on an inline constraint that it cannot make.
            declared.Fault($"the route \"{route}\" is not a route template: {exception.Message}");
            return null;
        }
    }

    [GeneratedRegex("^[A-Za-z]+$")]
    private static partial Regex Token();
}
