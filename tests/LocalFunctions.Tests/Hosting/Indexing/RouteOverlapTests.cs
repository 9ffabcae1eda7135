using System.Diagnostics;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Hosting.Indexing;

public sealed class RouteOverlapTests : IDisposable
{
    private static readonly string[] Routes =
    [
        "items", "Items/{id}", "items/{name}", "items/{id?}", "items/{id=7}", "items/{id:int}", "items/{id:long}", "items/{id:guid}",
        "items/{name:alpha}", "items/{name:length(3)}", "items/{name:alpha:length(3)}", "items/{code:regex(^q\\d{{4}}$)}",
        "items/{other:regex(^q\\d{{4}}$)}", "items/{id:int?}", "items/new", "items/{name}.{ext}", "items/{name}.txt", "items/{a}-{b}",
        "items/{*rest}", "items/{**all}", "items/{*rest:int}", "{*rest}", "{kind}", "{kind}/{id}", "{kind}/new", "items/{id}/parts",
        "items/{name}/{part}", "items/{id:int}/parts", "items/{name:alpha}/{part}",
    ];

    private static readonly string[] Paths =
    [
        "/items", "/items/5", "/items/-5", "/items/a", "/items/abc", "/items/new", "/items/q1234", "/items/true", "/items/a.txt",
        "/items/a-b", "/items/a-b.txt", "/items/9000000000", "/items/00000000-0000-0000-0000-000000000001", "/items/5/parts",
        "/items/a/parts", "/items/a/b/c", "/other", "/other/5", "/other/new", "/",
    ];

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging().AddSingleton(new DiagnosticListener("Tests")).AddRouting().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData("GET", "GET")]
    [InlineData("", "")]
    [InlineData("GET", "")]
    [InlineData("GET,POST", "POST")]
    [InlineData("GET", "POST")]
    public async Task Routes_overlap_where_ASPNET_Core_finds_them_ambiguous(string methods, string otherMethods)
    {
        var overlap = new RouteOverlap(_services.GetRequiredService<ParameterPolicyFactory>());
        var found = 0;
        foreach (var (i, route) in Routes.Index())
        {
            foreach (var otherRoute in Routes.Skip(i))
            {
                var (one, other) = (Trigger(route, methods), Trigger(otherRoute, otherMethods));
                var path = overlap.Find(one, other);
                Assert.Equal(path is null, overlap.Find(other, one) is null);
                found += path is null ? 0 : 1;
                var ambiguous = await AmbiguousAsync(one, other, Paths);
                Assert.True(
                    path is not null || ambiguous is null, $"\"{route}\" and \"{otherRoute}\" are ambiguous at {ambiguous}, which is unnoticed");
                Assert.True(
                    path is null or "/items/{code}" or "/items/{other}" || await AmbiguousAsync(one, other, [path]) is not null,
                    $"\"{route}\" and \"{otherRoute}\" are not ambiguous at {path}");
            }
        }

        Assert.Equal(methods == otherMethods || otherMethods == "POST" && methods != "GET", found > Routes.Length);
    }

    private static HttpTriggerBinding Trigger(string route, string methods) => new(
        RoutePatternFactory.Parse(route), methods.Split(',', StringSplitOptions.RemoveEmptyEntries), AuthorizationLevel.Anonymous);

    /// <summary>The first request that ASP.NET Core's routing refuses to decide on.</summary>
    private async Task<string?> AmbiguousAsync(HttpTriggerBinding one, HttpTriggerBinding other, IEnumerable<string> paths)
    {
        var pipeline = Pipeline(one, other);
        foreach (var path in paths)
        {
            foreach (var method in new[] { "GET", "POST" })
            {
                var http = new DefaultHttpContext { RequestServices = _services };
                (http.Request.Method, http.Request.Path) = (method, path);
                try
                {
                    await pipeline(http);
                }
                catch (Exception exception) when (exception.GetType().Name == "AmbiguousMatchException")
                {
                    return $"{method} {path}";
                }
            }
        }

        return null;
    }

    private RequestDelegate Pipeline(params HttpTriggerBinding[] triggers)
    {
        var app = new ApplicationBuilder(_services);
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            foreach (var trigger in triggers)
            {
                var endpoint = endpoints.Map(trigger.Pattern, _ => Task.CompletedTask);
                if (trigger.Methods.Count > 0)
                {
                    endpoint.WithMetadata(new HttpMethodMetadata(trigger.Methods));
                }
            }
        });
        return app.Build();
    }
}
