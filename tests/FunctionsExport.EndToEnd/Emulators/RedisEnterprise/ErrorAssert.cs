using System.Net;
using System.Text.Json.Nodes;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Checks of the API's errors.</summary>
internal static class ErrorAssert
{
    /// <summary>Checks status, code and form, and returns the description.</summary>
    public static async Task<string> IsAsync(HttpStatusCode status, string code, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        var body = (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(["error_code", "description"], body.Select(pair => pair.Key));
        Assert.Equal(code, (string?)body["error_code"]);
        return (string)body["description"]!;
    }
}
