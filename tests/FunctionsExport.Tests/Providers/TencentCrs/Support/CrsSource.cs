using FunctionsExport.Configuration;
using FunctionsExport.Providers;
using FunctionsExport.Providers.TencentCrs;
using FunctionsExport.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Tests.Providers.TencentCrs.Support;

/// <summary>The settings of a source named orders, valid unless a test changes them.</summary>
internal sealed class CrsSource
{
    public const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA";
    public const string SecretKey = "Gu5t9xGARNpq86cd98joQYCN3Cozk1qA";
    public const string Section = "Export:Sources:orders:TencentCrs";

    private readonly Dictionary<string, string?> _settings;

    public CrsSource(string? endpoint = null) => _settings = new Dictionary<string, string?>
    {
        ["SecretId"] = SecretId,
        ["SecretKey"] = SecretKey,
        ["Region"] = "ap-guangzhou",
        ["RedisId"] = "crs-j30wibe7",
        ["Endpoint"] = endpoint,
    };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Faults found by the last <see cref="TryCreate"/>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>What was logged.</summary>
    public LogCapture<CrsSource> Log { get; } = new();

    public static string NameOf(string key) => $"{Section}:{key}".Replace(":", "__", StringComparison.Ordinal);

    public CrsSource With(string key, string? value)
    {
        _settings[key] = value;
        return this;
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
        var provider = new TencentCrsProviderFactory(new OneLog(Log), Time).Create(reader);
        reader.ReportUnknown();
        Faults = report.Faults;
        return provider;
    }

    private sealed class OneLog(ILogger logger) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
