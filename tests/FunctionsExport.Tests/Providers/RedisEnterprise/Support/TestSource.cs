using FunctionsExport.Configuration;
using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>The settings of a source named orders, valid unless a test changes them.</summary>
internal sealed class TestSource : IDisposable
{
    public const string Username = "exporter@example.com";
    public const string Password = "p/s+w \"ö\"&d=7%";
    public const string Section = "Export:Sources:orders:RedisEnterprise";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _settings;

    public TestSource(string endpoint = "https://localhost:9443")
    {
        Directory.CreateDirectory(Mount);
        _settings = new Dictionary<string, string?>
        {
            ["Endpoint"] = endpoint,
            ["DatabaseId"] = "7",
            ["Username"] = Username,
            ["Password"] = Password,
            ["CaFile"] = TestCertificates.WritePem(_folder.File("ca.pem"), TestCertificates.Localhost),
            ["ExportLocation:Type"] = "mount_point",
            ["ExportLocation:Path"] = "/mnt/exports",
            ["ExportLocation:LocalPath"] = Mount,
        };
    }

    /// <summary>Where the source's location lies on this machine.</summary>
    public string Mount => _folder.File("mount");

    /// <summary>A folder for a test's own files.</summary>
    public TemporaryFolder Folder => _folder;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads the settings; shared by sources of one app.</summary>
    public RedisEnterpriseProviderFactory? Factory { get; init; }

    /// <summary>Faults found by the last <see cref="TryCreate"/>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public static string NameOf(string key) => $"{Section}:{key}".Replace(":", "__", StringComparison.Ordinal);

    public TestSource With(string key, string? value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Puts a file of the export location there.</summary>
    public string WriteExport(string name, int size = 10)
    {
        File.WriteAllBytes(Path.Combine(Mount, name), [.. Enumerable.Range(0, size).Select(i => (byte)i)]);
        return name;
    }

    public IExportProvider Create() =>
        TryCreate() ?? throw new InvalidOperationException(string.Join(Environment.NewLine, Faults));

    public IExportProvider? TryCreate()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(_settings.Where(s => s.Value is not null)
                .Select(s => KeyValuePair.Create($"{Section}:{s.Key}", s.Value)))
            .Build();
        var report = new SettingsReport();
        var reader = new SettingsReader(configuration.GetSection(Section), report);
        var provider = (Factory ?? CreateFactory(Time)).Create(reader);
        reader.ReportUnknown();
        Faults = report.Faults;
        return provider;
    }

    public static RedisEnterpriseProviderFactory CreateFactory(TimeProvider? time = null) =>
        new(NullLoggerFactory.Instance, time ?? TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
