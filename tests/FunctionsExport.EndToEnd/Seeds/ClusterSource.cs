using System.Globalization;
using FunctionsExport.Configuration;
using FunctionsExport.EndToEnd.Emulators.RedisEnterprise;
using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.EndToEnd.Seeds;

/// <summary>Makes the app's provider of a database of an emulated cluster.</summary>
internal static class ClusterSource
{
    private const string Section = "Export:Sources:orders:RedisEnterprise";

    public static IExportProvider Create(
        EmulatedCluster cluster,
        int uid = 1,
        string username = EmulatedCluster.Username,
        string password = EmulatedCluster.Password,
        bool? emailNotification = null)
    {
        // Beside the location, whose files a test counts.
        var certificate = cluster.Folder + ".pem";
        File.WriteAllText(certificate, cluster.Emulator.CertificatePem);
        try
        {
            return Create(new Dictionary<string, string?>
            {
                ["Endpoint"] = cluster.Emulator.Endpoint.ToString(),
                ["DatabaseId"] = uid.ToString(CultureInfo.InvariantCulture),
                ["Username"] = username,
                ["Password"] = password,
                ["CaFile"] = certificate,
                ["EmailNotification"] = emailNotification?.ToString(),
                ["ExportLocation:Type"] = "mount_point",
                ["ExportLocation:Path"] = cluster.Folder,
            });
        }
        finally
        {
            File.Delete(certificate);
        }
    }

    /// <summary>Prepares and starts an export.</summary>
    public static async Task<ExportPreparation> StartAsync(IExportProvider provider)
    {
        var preparation = await provider.PrepareAsync(CancellationToken.None);
        await provider.StartAsync(preparation, CancellationToken.None);
        return preparation;
    }

    /// <summary>Makes the provider from a source's settings.</summary>
    public static IExportProvider Create(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Where(setting => setting.Value is not null)
                .Select(setting => KeyValuePair.Create($"{Section}:{setting.Key}", setting.Value)))
            .Build();
        var report = new SettingsReport();
        var factory = new RedisEnterpriseProviderFactory(NullLoggerFactory.Instance, TimeProvider.System);
        return factory.Create(new SettingsReader(configuration.GetSection(Section), report))
            ?? throw new InvalidOperationException(string.Join(Environment.NewLine, report.Faults));
    }
}
