using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsExport.Tests.Http.Support;

/// <summary>What a client gets of a result.</summary>
internal sealed record HttpAnswer(int Status, string? ContentType, JsonElement Body)
{
    public string? Code => Text("code");

    public string? Detail => Text("detail");

    public static async Task<HttpAnswer> OfAsync(IResult result)
    {
        var body = new MemoryStream();
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = body },
        };
        await result.ExecuteAsync(context);
        return new HttpAnswer(
            context.Response.StatusCode,
            context.Response.ContentType,
            JsonDocument.Parse(body.ToArray()).RootElement);
    }

    public string? Text(string name) => Body.TryGetProperty(name, out var value) ? value.GetString() : null;
}
