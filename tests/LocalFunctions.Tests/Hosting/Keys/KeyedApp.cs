using System.Net;

namespace LocalFunctions.Tests.Hosting.Keys;

/// <summary>An app that is given settings on its command line.</summary>
public sealed class KeyedApp : IAsyncDisposable
{
    private readonly HttpClient _http;

    private KeyedApp(TestApp app)
    {
        App = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Application.Urls[0]) };
    }

    public TestApp App { get; }

    /// <summary>A client without a key.</summary>
    public HttpClient Http => _http;

    public static async Task<KeyedApp> StartAsync(
        Type[] functions,
        string[] args,
        string hostJson = TestApp.MinimalHostJson,
        Action<LocalFunctions.Hosting.LocalFunctionsOptions>? configure = null)
    {
        var app = TestApp.Build(functions, hostJson, configure, args: args);
        try
        {
            await app.Application.StartAsync();
            return new KeyedApp(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("x-functions-key", header);
        }

        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await App.DisposeAsync();
    }
}
