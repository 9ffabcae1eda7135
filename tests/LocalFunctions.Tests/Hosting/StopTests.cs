using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting;

public sealed class StopTests
{
    private readonly Journal _journal = new();
    private readonly Gate _gate = new();

    [Fact]
    public async Task Activities_are_told_to_stop_while_HTTP_still_runs()
    {
        await using var app = await StartAsync();
        var request = app.Http.GetAsync(new Uri("/api/StubbornHttp", UriKind.Relative));
        await Eventually.TrueAsync(() => _journal.Lines.Count == 3, "all three run");

        var stop = app.Application.StopAsync();
        await Eventually.TrueAsync(() => _journal.Lines.Contains("activity told"), "the activity is told");

        Assert.False(request.IsCompleted);
        Assert.False(stop.IsCompleted);
        _gate.Open.SetResult();
        using var answer = await request;
        Assert.True(answer.IsSuccessStatusCode);
        await stop;
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task What_outlasts_the_one_budget_of_the_stop_is_logged_by_name()
    {
        await using var app = await StartAsync(
            services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200)));
        var request = app.Http.GetAsync(new Uri("/api/StubbornHttp", UriKind.Relative));
        await Eventually.TrueAsync(() => _journal.Lines.Count == 3, "all three run");

        await app.Application.StopAsync();

        string[] names = ["StubbornHttp", "StubbornTimer", "StubbornActivity"];
        Assert.All(names, name => Assert.Single(
            app.Log.Entries,
            entry => entry.Level == LogLevel.Warning
                && entry.Message.StartsWith($"The app stops although function '{name}' still runs", StringComparison.Ordinal)));
        _gate.Open.SetResult();
        await Assert.ThrowsAsync<HttpRequestException>(() => request);
    }

    private async Task<TestApp> StartAsync(Action<IServiceCollection>? services = null)
    {
        var app = await TestApp.StartAsync(
            [typeof(StubbornFunctions)],
            services: all =>
            {
                all.AddSingleton(_journal).AddSingleton(_gate);
                services?.Invoke(all);
            });
        await app.Application.DurableClient.ScheduleNewOrchestrationInstanceAsync("StubbornOrchestration");
        return app;
    }
}
