using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>
/// Finds requests that ASP.NET Core's routing cannot decide on: two routes match them and neither precedes the other. Where
/// one does (a literal before a parameter, a constrained parameter before a free one, either before a catch-all, named
/// methods before all), that one is taken, and there is no fault.
/// </summary>
/// <param name="policies">Makes the inline constraints of routes.</param>
internal sealed class RouteOverlap(ParameterPolicyFactory policies)
{
    /// <summary>Values that tell the usual constraints apart.</summary>
    private static readonly string[] Probes =
    [
        "a", "5", "1", "0", "-5", "12", "123", "1234", "9000000000", "1.5", "true", "ab", "abc", "abcd", "abcdefgh", "a1", "a.b",
        "file.txt", "2026-01-01", "00000000-0000-0000-0000-000000000001",
    ];

    /// <summary>A path that both routes match with equal right; null when none is found.</summary>
    /// <remarks>
    /// Whether two constraints have a value in common is tried with sample values: what is told is so, but a clash of unusual
    /// constraints may go unnoticed, and such a request is then answered with 500.
    /// </remarks>
    public string? Find(HttpTriggerBinding one, HttpTriggerBinding other)
    {
        if (!MethodsClash(one.Methods, other.Methods) || one.Pattern.InboundPrecedence != other.Pattern.InboundPrecedence)
        {
            return null;
        }

        // Equal precedence means as many segments, of the same kinds.
        var path = "";
        foreach (var (segment, otherSegment) in one.Pattern.PathSegments.Zip(other.Pattern.PathSegments))
        {
            if (Common(segment, otherSegment) is not { } text)
            {
                return null;
            }

            path += $"/{text}";
        }

        return path;
    }

    // A route that names its methods precedes one that takes all.
    private static bool MethodsClash(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == 0 ? other.Count == 0 : one.Intersect(other).Any();

    private string? Common(RoutePatternPathSegment one, RoutePatternPathSegment other)
    {
        if (Key(one).Equals(Key(other), StringComparison.OrdinalIgnoreCase))
        {
            return IsLiteral(one) ? Shown(one) : Samples(one).FirstOrDefault(text => Matches(one, text)) ?? Shown(one);
        }

        return IsLiteral(one) && IsLiteral(other)
            ? null
            : Samples(one).Concat(Samples(other)).FirstOrDefault(text => Matches(one, text) && Matches(other, text));
    }

    private static bool IsLiteral(RoutePatternPathSegment segment) => segment.Parts.All(part => !part.IsParameter);

    private static IEnumerable<string> Samples(RoutePatternPathSegment segment) =>
        Probes.Select(probe => string.Concat(segment.Parts.Select(part => Text(part, probe))));

    private static string Text(RoutePatternPart part, string value) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => value,
    };

    private bool Matches(RoutePatternPathSegment segment, string text)
    {
        var pattern = RoutePatternFactory.Pattern(segment);
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(new PathString($"/{text}"), values)
            && segment.Parts.OfType<RoutePatternParameterPart>().All(parameter => Accepts(parameter, values));
    }

    private bool Accepts(RoutePatternParameterPart parameter, RouteValueDictionary values) =>
        parameter.ParameterPolicies.All(policy => policies.Create(parameter, policy) is not IRouteConstraint constraint
            || constraint.Match(null, null, parameter.Name, values, RouteDirection.IncomingRequest));

    /// <summary>The segment without what does not decide on a match: names and defaults of parameters.</summary>
    private static string Key(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part =>
        part is RoutePatternParameterPart parameter
            ? $"{{{(parameter.IsCatchAll ? "*" : "")}{Constraints(parameter)}}}"
            : Text(part, "")));

    private static string Constraints(RoutePatternParameterPart parameter) =>
        string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content).Order(StringComparer.Ordinal));

    private static string Shown(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part =>
        part is RoutePatternParameterPart parameter ? $"{{{parameter.Name}}}" : Text(part, "")));
}
