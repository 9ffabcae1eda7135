using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>What headers a request may have: an invalid one is 400, as the API's first page says.</summary>
internal static class HeaderRules
{
    private const string Json = "application/json";

    public static async Task PassAsync(HttpContext context, RequestDelegate next, Cluster cluster)
    {
        if (AcceptsJson(context.Request.Headers.Accept))
        {
            await next(context);
            return;
        }

        await ApiError.InvalidSchema($"The header Accept must allow {Json}").WriteAsync(context, cluster.Answers.ErrorBody);
    }

    // Without the header anything is accepted.
    private static bool AcceptsJson(StringValues accept) =>
        accept.Count == 0
        || (MediaTypeHeaderValue.TryParseList(accept, out var types)
            && types.Any(type => type.Quality != 0 && (type.MatchesAllTypes || new MediaTypeHeaderValue(Json).IsSubsetOf(type))));
}
