using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FunctionsExport.Diagnostics;

/// <summary>Sends metrics and spans to an OTLP endpoint, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; otherwise does nothing.</summary>
internal sealed class OtlpExport(IConfiguration configuration) : IHostedService, IDisposable
{
    public const string Setting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private MeterProvider? _metrics;
    private TracerProvider? _spans;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(configuration[Setting]))
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(UseSettings).ConfigureResource(Describe).AddMeter(ExportMetrics.Name).AddOtlpExporter().Build();
            _spans = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(UseSettings).ConfigureResource(Describe).AddSource(ExportMetrics.Name).AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    // Sent is what is left when the host is disposed of: activities that end in its stop are measured too.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _metrics?.Dispose();
        _spans?.Dispose();
        _metrics = null;
        _spans = null;
    }

    /// <summary>OpenTelemetry's own variables come from the app's settings, wherever these are written.</summary>
    private void UseSettings(IServiceCollection services) => services.AddSingleton(configuration);

    private static void Describe(ResourceBuilder resource) =>
        resource.Clear().AddService(ExportMetrics.Name).AddTelemetrySdk().AddEnvironmentVariableDetector();
}
