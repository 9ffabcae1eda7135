namespace FunctionsExport.Emulators.Hosting;

/// <summary>Leaves the signals to the process that hosts the emulator.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
