using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.EndToEnd.Support;

/// <summary>
/// The address that a function app in Azure gets the tokens of its managed identities from:
/// https://learn.microsoft.com/azure/app-service/overview-managed-identity#connect-to-azure-services-in-app-code
/// </summary>
internal sealed class IdentityEndpoint : IAsyncDisposable
{
    private const string Secret = "identity-header";

    private readonly WebApplication _server;

    private IdentityEndpoint(WebApplication server) => _server = server;

    /// <summary>What was asked for: the resource, and the identity's client id.</summary>
    public ConcurrentBag<(string Resource, string ClientId)> Asked { get; } = [];

    /// <summary>The environment variables that tell an app where to ask.</summary>
    public Dictionary<string, string?> Variables => new()
    {
        ["IDENTITY_ENDPOINT"] = _server.Urls.Single() + "/msi/token",
        ["IDENTITY_HEADER"] = Secret,
    };

    public static async Task<IdentityEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new IdentityEndpoint(builder.Build());
        endpoint._server.MapGet("/msi/token", endpoint.Answer);
        await endpoint._server.StartAsync();
        return endpoint;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IResult Answer(HttpRequest request)
    {
        if (request.Headers["X-IDENTITY-HEADER"] != Secret)
        {
            return Results.Unauthorized();
        }

        var clientId = request.Query["client_id"].ToString();
        Asked.Add((request.Query["resource"].ToString(), clientId));
        var now = DateTimeOffset.UtcNow;
        return Results.Json(new Dictionary<string, string>
        {
            ["access_token"] = StorageToken.Create("11111111-2222-3333-4444-555555555555", now),
            ["expires_on"] = now.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["resource"] = "https://storage.azure.com",
            ["token_type"] = "Bearer",
            ["client_id"] = clientId,
        });
    }
}
