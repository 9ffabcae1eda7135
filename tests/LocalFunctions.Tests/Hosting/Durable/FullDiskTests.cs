using System.Net;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Hosting.Durable;

public sealed class FullDiskTests
{
    private const int Most = 2000;

    [Fact]
    public async Task Start_over_HTTP_answers_500_while_the_disk_is_full()
    {
        await using var app = await TestApp.StartAsync([typeof(DurableFunctions)]);
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(app));
        await SetLargestSizeAsync(app, pages: 1);

        // What is free in the file's pages is taken first.
        var (answer, starts) = (HttpStatusCode.Accepted, 0);
        while (answer == HttpStatusCode.Accepted && starts++ < Most)
        {
            answer = await StartAsync(app);
        }

        Assert.Equal(HttpStatusCode.InternalServerError, answer);
        await SetLargestSizeAsync(app, pages: 1_000_000);
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(app));
    }

    private static async Task<HttpStatusCode> StartAsync(TestApp app)
    {
        using var response = await app.Http.PostAsync(
            new Uri($"/api/greet/{new string('x', 4000)}", UriKind.Relative), null);
        return response.StatusCode;
    }

    // SQLite takes the present size for a smaller number, and says that the disk is full beyond it.
    private static Task SetLargestSizeAsync(TestApp app, int pages)
        => app.Application.Services.GetRequiredService<FunctionRuntime>().Engine.Running().Store.WriteAsync(
            connection => connection.Scalar($"PRAGMA max_page_count = {pages}"));
}
