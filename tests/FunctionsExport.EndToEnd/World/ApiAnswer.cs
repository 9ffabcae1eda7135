using System.Net;
using System.Text.Json.Nodes;

namespace FunctionsExport.EndToEnd.World;

/// <summary>An answer of the app.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string? ContentType, string? Location, string? RetryAfter, string Text)
{
    public JsonObject Body => (JsonObject)JsonNode.Parse(Text)!;
}
