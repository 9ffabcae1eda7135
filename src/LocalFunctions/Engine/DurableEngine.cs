using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Runs orchestrations and activities by event-sourced replay on one SQLite file.</summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private readonly DurableEngineOptions _options;

    /// <summary>An engine that has not started.</summary>
    public DurableEngine(
        DurableEngineOptions options,
        DurableTaskRegistry registry,
        IServiceProvider services,
        ILoggerFactory loggerFactory,
        TimeProvider timeProvider)
    {
        _ = (registry, services, loggerFactory, timeProvider);
        _options = options;
        Client = null!;
    }

    /// <summary>The client of this engine; usable while it runs.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>Opens the store and resumes everything unfinished.</summary>
    /// <exception cref="InvalidOperationException">
    /// Another process has the store open, or a newer version of this program wrote it.
    /// </exception>
    public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(_options);

    /// <summary>
    /// Takes no new work and waits for what runs, until the token is cancelled. What is unfinished stays in the store.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.FromResult(_options);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
