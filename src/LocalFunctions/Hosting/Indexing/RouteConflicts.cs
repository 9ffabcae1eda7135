using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Finds HTTP functions that claim the same requests.</summary>
internal static class RouteConflicts
{
    /// <summary>Reports every pair of functions with the same route and a method in common.</summary>
    public static void Check(IEnumerable<FunctionDescriptor> functions, FunctionFaults faults)
    {
        var routes = functions
            .Where(function => function.Trigger is HttpTriggerBinding)
            .GroupBy(function => Key(((HttpTriggerBinding)function.Trigger).Pattern), StringComparer.OrdinalIgnoreCase);
        foreach (var route in routes)
        {
            var earlier = new List<FunctionDescriptor>();
            foreach (var function in route)
            {
                if (earlier.Find(other => Overlap(function, other)) is { } other)
                {
                    var text = ((HttpTriggerBinding)function.Trigger).Pattern.RawText;
                    faults.Add(function.Method, $"its route \"{text}\" and method are those of "
                        + $"{FunctionFaults.Place(other.Method)} too. Change one of them.");
                }

                earlier.Add(function);
            }
        }
    }

    private static bool Overlap(FunctionDescriptor one, FunctionDescriptor other)
    {
        var (first, second) = (((HttpTriggerBinding)one.Trigger).Methods, ((HttpTriggerBinding)other.Trigger).Methods);
        return first.Count == 0 || second.Count == 0 || first.Intersect(second).Any();
    }

    /// <summary>The route without what does not decide on a match: names of parameters, and case.</summary>
    private static string Key(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Key))));

    private static string Key(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}{Constraints(parameter)}}}",
        _ => "",
    };

    private static string Constraints(RoutePatternParameterPart parameter) =>
        string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content));
}
