using System.Globalization;
using FunctionsExport.Retention;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>The body of <c>POST /retention/preview</c>.</summary>
/// <param name="Source">The name of a configured source; null for all.</param>
/// <param name="Policy">A policy to try in place of the configured one.</param>
internal sealed record RetentionPreviewBody(string? Source = null, RetentionPreviewBody.PolicyBody? Policy = null)
{
    public const string Example = "{\"source\":\"orders\",\"policy\":{\"keepLast\":7,\"keepFor\":\"30.00:00:00\"}}";

    /// <summary>The policy to try, or the problem to answer with; neither when none is given.</summary>
    public (RetentionPolicy? Policy, IResult? Problem) ReadPolicy()
    {
        if (Policy is null)
        {
            return (null, null);
        }

        if (Policy.KeepLast is < RetentionPolicy.MinKeepLast or > RetentionPolicy.MaxKeepLast)
        {
            return (null, OutOfRange("keepLast", RetentionPolicy.MinKeepLast, RetentionPolicy.MaxKeepLast));
        }

        if (Policy.KeepProven is < RetentionPolicy.MinKeepProven or > RetentionPolicy.MaxKeepProven)
        {
            return (null, OutOfRange("keepProven", RetentionPolicy.MinKeepProven, RetentionPolicy.MaxKeepProven));
        }

        TimeSpan? keepFor = null;
        if (Policy.KeepFor is not null)
        {
            if (!TimeSpan.TryParseExact(Policy.KeepFor, "c", CultureInfo.InvariantCulture, out var time)
                || time < RetentionPolicy.MinKeepFor || time > RetentionPolicy.MaxKeepFor)
            {
                return (null, Problem.BadRequest(
                    "invalid-value",
                    $"The field 'policy.keepFor' must be a time from {RetentionPolicy.MinKeepFor:c} to {RetentionPolicy.MaxKeepFor:c}, "
                        + "written hh:mm:ss or d.hh:mm:ss.",
                    "policy.keepFor"));
            }

            keepFor = time;
        }

        return Policy.KeepLast is null && keepFor is null
            ? (null, Problem.BadRequest(
                "missing-field", "The field 'policy' needs 'keepLast' or 'keepFor'; leave it out for the configured policy.", "policy"))
            : (new RetentionPolicy(Policy.KeepLast, keepFor, Policy.KeepProven ?? RetentionPolicy.MinKeepProven), null);
    }

    private static IResult OutOfRange(string field, int min, int max) => Problem.BadRequest(
        "invalid-value",
        string.Create(CultureInfo.InvariantCulture, $"The field 'policy.{field}' must be a whole number from {min} to {max}."),
        "policy." + field);

    /// <summary>A policy, with the names and ranges of the settings.</summary>
    internal sealed record PolicyBody(int? KeepLast = null, string? KeepFor = null, int? KeepProven = null);
}
