using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using Microsoft.Extensions.Hosting;

namespace FunctionsExport;

/// <summary>Has the settings read when the host starts, so that faulty ones stop it there and not at the first request.</summary>
/// <param name="settings">Asked for, which is what reads and validates them.</param>
/// <param name="storage">Asked for, because its client checks more than the settings' reader can.</param>
internal sealed class SettingsCheck(ExportSettings settings, ExportStorage storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(storage);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
