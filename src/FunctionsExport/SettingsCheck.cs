using FunctionsExport.Configuration;
using Microsoft.Extensions.Hosting;

namespace FunctionsExport;

/// <summary>Has the settings read when the host starts, so that faulty ones stop it there and not at the first request.</summary>
/// <param name="settings">Asked for, which is what reads and validates them.</param>
internal sealed class SettingsCheck(ExportSettings settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
