using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
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
            // The exporter reads the endpoint, the protocol and the headers from the variables of OpenTelemetry itself.
            _metrics = Sdk.CreateMeterProviderBuilder().AddMeter(ExportMetrics.Name).AddOtlpExporter().Build();
            _spans = Sdk.CreateTracerProviderBuilder().AddSource(ExportMetrics.Name).AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _spans?.Dispose();
        _metrics = null;
        _spans = null;
    }
}
