using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.EndToEnd.Diagnostics;

/// <summary>
/// The whole app with an OTLP receiver: an export that succeeds, one that fails, and a source whose cluster is not there and whose
/// exports are late. The app has ended, so that all has been sent.
/// </summary>
public sealed class DiagnosticsWorld : IAsyncLifetime
{
    internal const string Key = "0123456789abcdef-tests";

    private ExportWorld _world = null!;

    internal OtlpReceiver Receiver { get; private set; } = null!;

    internal JsonObject Succeeded { get; private set; } = null!;

    internal JsonObject Failed { get; private set; } = null!;

    internal ApiAnswer Detail { get; private set; } = null!;

    internal ApiAnswer DetailWithoutKey { get; private set; } = null!;

    internal ApiAnswer SentOn { get; private set; } = null!;

    internal ApiAnswer SourceThatIsLate { get; private set; } = null!;

    /// <summary>What nobody may be told.</summary>
    internal IReadOnlyList<string> Secrets { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var password = "planted-" + RandomNumberGenerator.GetHexString(16);
        Receiver = await OtlpReceiver.StartAsync();
        _world = await ExportWorld.StartAsync(new WorldOptions
        {
            Databases = [("orders", 2)],
            Password = password,
            Key = Key,
            Settings =
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Receiver.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_SERVICE_NAME"] = "exports-under-test",
            },
            LateSettings = w => w.SourceSettings(1).ToDictionary(
                s => $"Export__Sources__late__{s.Key}",
                s => s.Key == "RedisEnterprise__Endpoint" ? "https://127.0.0.1:1" : s.Value)
                .Append(KeyValuePair.Create<string, string?>("Export__Sources__late__Schedule", "0 * * * * *"))
                .Append(KeyValuePair.Create<string, string?>("Export__Sources__late__OverdueTolerance", "00:01:00"))
                .ToDictionary(),
        });
        Secrets = [password, Key, "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq", _world.Cluster.Endpoint.Authority];
        await _world.FillAsync("orders", keys: 200);
        Succeeded = await RunAsync();
        _world.Database("orders").Faults.NextRun(RunFault.Fail("no-permission"));
        Failed = await RunAsync();
        await AskAsync();
        Assert.Equal(0, await _world.App.StopAsync());
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private async Task AskAsync()
    {
        Detail = await _world.Api.SendAsync(HttpMethod.Get, "api/health/detail");
        SourceThatIsLate = await _world.Api.SendAsync(HttpMethod.Get, "api/sources/late");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        DetailWithoutKey = await GetAsync(http, "api/health/detail");
        SentOn = await GetAsync(http, "api/health?detail");
    }

    private async Task<ApiAnswer> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(_world.App.Address, path));
        return new ApiAnswer(
            answer.StatusCode, null, answer.Headers.Location?.ToString(), null, await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonObject> RunAsync()
    {
        var status = await _world.Api.WaitForEndAsync(await _world.Api.StartAcceptedAsync("orders", fetch: true));
        // The database is given free after the manifest.
        await Eventually.HoldsAsync(async () =>
            (await _world.Api.SendAsync(HttpMethod.Get, "api/sources/orders")).Body["runningExport"] is null);
        return status;
    }
}
