using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>Writes JSON as the API does: content type without a charset, with a content length.</summary>
internal static class JsonAnswer
{
    public static async Task WriteAsync(HttpContext context, JsonNode value)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(value.ToJsonString());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
