using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting.Invocation;

public sealed class FunctionInstancesTests
{
    [Fact]
    public async Task An_instance_that_throws_does_not_keep_the_others_from_being_disposed_of()
    {
        using var log = new LogSink();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var journal = new Journal();
        var instances = new FunctionInstances(new Logger<FunctionInstances>(loggers));
        instances.Add(new ThrowingDisposeFunctions(journal));
        instances.Add(new DurableInstanceFunctions(journal, new ScopedService(journal)));
        instances.Add(new ThrowingDisposeFunctions(journal));

        await instances.DisposeAsync();

        Assert.Equal(["disposed", "instance disposed", "disposed"], journal.Lines);
        Assert.Equal(2, log.Entries.Count(entry => entry.Exception?.Message == "not disposed"));
        Assert.All(
            log.Entries, entry => Assert.Contains(nameof(ThrowingDisposeFunctions), entry.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_disposal_changes_no_result()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            [typeof(ThrowingDisposeFunctions)], services: services => services.AddSingleton(journal));
        var client = app.Application.DurableClient;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        Assert.Equal("done", await app.Http.GetStringAsync(new Uri("/api/ThrowingHttp", UriKind.Relative)));
        var id = await client.ScheduleNewOrchestrationInstanceAsync("ThrowingOrchestration");
        var ended = await client.WaitForInstanceCompletionAsync(id, true, patience.Token);

        Assert.Equal("\"out\"", ended.SerializedOutput);
        Assert.Single(journal.Lines, line => line == "activity in");
        await Eventually.TrueAsync(() => journal.Lines.Count(line => line == "disposed") == 4, "all instances are disposed of");
        await Eventually.TrueAsync(
            () => app.Log.Entries.Count(entry => entry.Exception?.Message == "not disposed") == 4, "all failures are logged");
    }
}
