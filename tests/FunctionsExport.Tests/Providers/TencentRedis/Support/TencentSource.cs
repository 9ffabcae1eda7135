using FunctionsExport.Configuration;
using FunctionsExport.Providers;
using FunctionsExport.Providers.TencentRedis;
using FunctionsExport.Providers.TencentRedis.Api;
using FunctionsExport.Providers.TencentRedis.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.Tests.Providers.TencentRedis.Support;

/// <summary>The settings of a source named orders, valid unless a test changes them.</summary>
internal sealed class TencentSource
{
    public const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    public const string SecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    public const string Token = "sts-token-that-is-secret";
    public const string InstanceId = "crs-4y9t57vt";
    private const string Section = "Export:Sources:orders:TencentRedis";

    private readonly Dictionary<string, string?> _settings = new()
    {
        ["SecretId"] = SecretId,
        ["SecretKey"] = SecretKey,
        ["Region"] = "ap-guangzhou",
        ["InstanceId"] = InstanceId,
    };

    public TencentSource(string? endpoint = null) => _settings["Endpoint"] = endpoint;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Faults found by the last <see cref="TryCreate"/>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public static string NameOf(string key) => $"{Section}:{key}".Replace(":", "__", StringComparison.Ordinal);

    public TencentSource With(string key, string? value)
    {
        _settings[key] = value;
        return this;
    }

    public IExportProvider Create() =>
        TryCreate() ?? throw new InvalidOperationException(string.Join(Environment.NewLine, Faults));

    /// <summary>Where requests would go; null when the setting has a fault.</summary>
    public Uri? ReadEndpoint() => EndpointParser.Read(new SettingsReader(Configure(), new SettingsReport()), "Endpoint");

    public IExportProvider? TryCreate()
    {
        var report = new SettingsReport();
        var reader = new SettingsReader(Configure(), report);
        var provider = new TencentRedisProviderFactory(new RequestLimiters(Time), Loggers, Time).Create(reader);
        reader.ReportUnknown();
        Faults = report.Faults;
        return provider;
    }

    private IConfigurationSection Configure() => new ConfigurationBuilder()
        .AddInMemoryCollection(_settings.Where(s => s.Value is not null)
            .Select(s => KeyValuePair.Create($"{Section}:{s.Key}", s.Value)))
        .Build()
        .GetSection(Section);
}
