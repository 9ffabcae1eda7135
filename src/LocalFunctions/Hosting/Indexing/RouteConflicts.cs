using Microsoft.AspNetCore.Routing;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Finds HTTP functions that claim the same requests.</summary>
internal static class RouteConflicts
{
    /// <summary>Reports every function that takes requests of an earlier one, when routing could not decide between them.</summary>
    public static void Check(IEnumerable<FunctionDescriptor> functions, ParameterPolicyFactory policies, FunctionFaults faults)
    {
        var overlap = new RouteOverlap(policies);
        var earlier = new List<(FunctionDescriptor Function, HttpTriggerBinding Trigger)>();
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTriggerBinding trigger)
            {
                continue;
            }

            foreach (var (other, otherTrigger) in earlier)
            {
                if (overlap.Find(trigger, otherTrigger) is { } path)
                {
                    faults.Add(function.Method, $"its route \"{trigger.Pattern.RawText}\" takes the same requests as "
                        + $"\"{otherTrigger.Pattern.RawText}\" of {FunctionFaults.Place(other.Method)}, such as "
                        + $"{Method(trigger, otherTrigger)}{path}. Change one of them.");
                    break;
                }
            }

            earlier.Add((function, trigger));
        }
    }

    private static string Method(HttpTriggerBinding one, HttpTriggerBinding other) =>
        one.Methods.Intersect(other.Methods).FirstOrDefault() is { } method ? $"{method} " : "";
}
