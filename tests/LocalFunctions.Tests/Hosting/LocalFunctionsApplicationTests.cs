using System.Net;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting;

public sealed class LocalFunctionsApplicationTests
{
    [Fact]
    public async Task Port_0_takes_a_free_port_and_tells_it()
    {
        await using var one = await TestApp.StartAsync([typeof(HttpFunctions)]);
        await using var other = await TestApp.StartAsync([typeof(HttpFunctions)]);

        Assert.NotEqual(one.Application.Urls, other.Application.Urls);
        Assert.All(
            [one, other], app => Assert.True(new Uri(Assert.Single(app.Application.Urls)) is { Port: > 0, Host: "127.0.0.1" }));
    }

    [Fact]
    public async Task The_start_tells_the_functions_and_that_keys_are_not_enforced()
    {
        await using var app = await TestApp.StartAsync([typeof(HttpFunctions), typeof(DurableFunctions)]);

        var lines = app.Log.Entries.Where(entry => entry.Category == "LocalFunctions").Select(entry => entry.Message).ToList();

        Assert.Contains($"GetItem: [GET] {app.Application.Urls[0]}/api/items/{{id}}", lines);
        Assert.Contains($"PutItem: [PUT,PATCH] {app.Application.Urls[0]}/api/items/{{name}}", lines);
        Assert.Contains($"Plain: {app.Application.Urls[0]}/api/Plain", lines);
        Assert.Contains("Greet: orchestrationTrigger", lines);
        Assert.Contains("SayHello: activityTrigger", lines);
        Assert.Single(lines, line => line.StartsWith("Authorization levels are not enforced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_route_prefix_leaves_routes_as_they_are()
    {
        await using var app = await TestApp.StartAsync(
            [typeof(HttpFunctions)], """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""");

        Assert.Equal("plain GET", await app.Http.GetStringAsync(new Uri("/plain", UriKind.Relative)));
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_local_settings()
    {
        const string Name = "LOCALFUNCTIONS_TEST_SETTING";
        using var folder = new TempFolder()
            .With("host.json", TestApp.MinimalHostJson)
            .With("local.settings.json", $$"""{ "Values": { "{{Name}}_A": "file", "{{Name}}_B": "file", "{{Name}}_C": "file" } }""");
        try
        {
            Environment.SetEnvironmentVariable($"{Name}_B", "environment");
            Environment.SetEnvironmentVariable($"{Name}_C", "environment");

            var builder = LocalFunctionsApplication.CreateBuilder(
                [$"--{Name}_C", "command line"], new LocalFunctionsOptions { BaseFolder = folder.Path });

            Assert.Equal("file", builder.Configuration[$"{Name}_A"]);
            Assert.Equal("environment", builder.Configuration[$"{Name}_B"]);
            Assert.Equal("command line", builder.Configuration[$"{Name}_C"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{Name}_B", null);
            Environment.SetEnvironmentVariable($"{Name}_C", null);
        }
    }

    [Fact]
    public void Faults_of_all_configuration_files_and_keys_are_reported_at_once()
    {
        using var folder = new TempFolder()
            .With("host.json", """{ "version": "1", "functionTimeout": "x" }""")
            .With("local.settings.json", """{ "Values": { "A": [] } }""");

        var exception = Assert.Throws<HostConfigurationException>(() => LocalFunctionsApplication.CreateBuilder(
            ["--LocalFunctions:BaseFolder", folder.Path, "--LocalFunctions:Urls", "http://0.0.0.0:1", "--LocalFunctions:DeliverActivitiesTwice", "maybe"]));

        Assert.Equal(5, exception.Faults.Count);
        Assert.All(exception.Faults, fault => Assert.Contains(fault, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Urls_and_store_path_come_from_the_configuration_when_the_options_name_none()
    {
        using var folder = new TempFolder().With("host.json", TestApp.MinimalHostJson);
        var store = Path.Combine(folder.Path, "elsewhere", "store.db");
        var builder = LocalFunctionsApplication.CreateBuilder(
            ["--LocalFunctions:BaseFolder", folder.Path, "--LocalFunctions:Urls", "http://127.0.0.2:0", "--LocalFunctions:StorePath", store],
            new LocalFunctionsOptions { FunctionTypes = [typeof(HttpFunctions)] });
        builder.Logging.ClearProviders();

        await using var app = builder.Build();
        await app.StartAsync();

        Assert.StartsWith("http://127.0.0.2:", Assert.Single(app.Urls), StringComparison.Ordinal);
        Assert.True(File.Exists(store));
        await app.StopAsync();
    }

    [Fact]
    public async Task The_store_is_named_after_the_hub_by_default()
    {
        using var folder = new TempFolder().With(
            "host.json", """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "MyHub" } } }""");
        var builder = LocalFunctionsApplication.CreateBuilder(
            [], new LocalFunctionsOptions { BaseFolder = folder.Path, Urls = "http://127.0.0.1:0", FunctionTypes = [] });
        builder.Logging.ClearProviders();

        await using var app = builder.Build();
        await app.StartAsync();

        Assert.True(File.Exists(Path.Combine(folder.Path, ".local", "MyHub.db")));
        await app.StopAsync();
    }

    [Fact]
    public void Log_levels_of_host_json_are_applied()
    {
        using var folder = new TempFolder().With(
            "host.json", """{ "version": "2.0", "logging": { "logLevel": { "default": "Warning", "Function.A": "Debug" } } }""");
        var sink = new LogSink();
        var builder = LocalFunctionsApplication.CreateBuilder([], new LocalFunctionsOptions { BaseFolder = folder.Path, FunctionTypes = [] });
        builder.Logging.ClearProviders().AddProvider(sink);
        using var services = builder.Services.BuildServiceProvider();
        var loggers = services.GetRequiredService<ILoggerFactory>();

        Assert.False(loggers.CreateLogger("Function.B").IsEnabled(LogLevel.Information));
        Assert.True(loggers.CreateLogger("Function.B").IsEnabled(LogLevel.Warning));
        Assert.True(loggers.CreateLogger("Function.A").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public void A_service_that_cannot_be_made_stops_the_build() =>
        Assert.ThrowsAny<AggregateException>(() => TestApp.Build(
            [], build: builder => builder.Services.AddSingleton<ScopedService>()));

    [Fact]
    public async Task A_stop_cancels_obedient_requests_and_waits_for_the_others()
    {
        var (journal, gate) = (new Journal(), new Gate());
        await using var app = await TestApp.StartAsync(
            [typeof(SlowFunctions)], services: services => services.AddSingleton(journal).AddSingleton(gate));
        var stubborn = app.Http.GetAsync(new Uri("/api/stubborn", UriKind.Relative));
        await gate.Entered.Task;
        var obedient = app.Http.GetAsync(new Uri("/api/obedient", UriKind.Relative));
        await Eventually.TrueAsync(() => journal.Lines.Count == 1, "both run");

        var stop = app.Application.StopAsync();
        using var cancelled = await obedient;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, cancelled.StatusCode);
        Assert.False(stop.IsCompleted);
        gate.Open.SetResult();

        using var finished = await stubborn;
        Assert.Equal("finished GET", await finished.Content.ReadAsStringAsync());
        await stop;
        await Assert.ThrowsAsync<HttpRequestException>(() => app.Http.GetAsync(new Uri("/api/stubborn", UriKind.Relative)));
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Timers_run_while_the_app_runs_and_a_stop_waits_for_them()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 3, 0, TimeSpan.Zero));
        var runs = new Runs(time);
        var ended = false;
        runs.Body = async token =>
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(50, CancellationToken.None);
            ended = true;
        };
        await using var app = TestApp.Build(
            [typeof(TimerFunctions)],
            configure: options => options.TimeProvider = time,
            build: builder =>
            {
                builder.Services.AddSingleton(runs);
                builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Schedule", (string?)"0 */10 * * * *")]);
            });
        await app.Application.StartAsync();

        time.Advance(TimeSpan.FromMinutes(7));
        await Eventually.TrueAsync(() => runs.All.Count == 1, "the timer runs");
        await app.Application.StopAsync();

        Assert.True(ended);
        Assert.Single(runs.All);
    }

    [Fact]
    public async Task A_run_ends_when_its_token_is_cancelled()
    {
        await using var app = TestApp.Build([typeof(HttpFunctions)]);
        using var stop = new CancellationTokenSource();
        var run = app.Application.RunAsync(stop.Token);
        await Eventually.TrueAsync(() => app.Application.Urls is [var url] && new Uri(url).Port > 0, "the app listens");

        await stop.CancelAsync();

        await run;
    }

    [Fact]
    public async Task A_taken_port_stops_the_start()
    {
        await using var one = await TestApp.StartAsync([]);
        await using var other = TestApp.Build([], configure: options => options.Urls = one.Application.Urls[0]);

        var exception = await Assert.ThrowsAsync<HostStartException>(() => other.Application.StartAsync());

        Assert.Contains(one.Application.Urls[0], exception.Message, StringComparison.Ordinal);
        Assert.Contains("LocalFunctions:Urls", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task An_address_of_another_machine_stops_the_start()
    {
        await using var app = TestApp.Build(
            [],
            configure: options => options.Urls = "http://192.0.2.1:1",
            args: "--LocalFunctions:Keys:Master=master-key-0123456789");

        var exception = await Assert.ThrowsAsync<HostStartException>(() => app.Application.StartAsync());

        Assert.Contains("It cannot listen on http://192.0.2.1:1: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_store_stops_the_start_and_a_failed_start_lets_go_of_it()
    {
        await using var listener = await TestApp.StartAsync([]);
        using var folder = new TempFolder();
        var store = Path.Combine(folder.Path, "hub.db");
        await using (var failed = TestApp.Build([], configure: options =>
        {
            (options.StorePath, options.Urls) = (store, listener.Application.Urls[0]);
        }))
        {
            await Assert.ThrowsAsync<HostStartException>(() => failed.Application.StartAsync());
        }

        await using var one = await TestApp.StartAsync([], configure: options => options.StorePath = store);
        await using var other = TestApp.Build([], configure: options => options.StorePath = store);

        var exception = await Assert.ThrowsAsync<HostStartException>(() => other.Application.StartAsync());

        Assert.StartsWith($"The app cannot start. The store '{store}' is in use", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }
}
