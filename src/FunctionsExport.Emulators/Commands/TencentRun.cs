using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Samples;
using FunctionsExport.Emulators.Tencent;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Commands;

/// <summary>Runs the Tencent emulator until it is cancelled, with redis-servers of its own when a sample is wanted.</summary>
internal sealed class TencentRun(TencentSettings settings)
{
    private const string SampleId = "crs-sample01";

    public int SampleShards { get; init; }

    public int SampleKeys { get; init; }

    public string? CertificatePath { get; init; }

    /// <summary>Prints the addresses once all is ready, and then waits.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; all that was started has ended.</exception>
    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var servers = new List<RedisServer>();
        try
        {
            for (var shard = 0; shard < SampleShards; shard++)
            {
                servers.Add(await RedisServer.StartAsync(cancellationToken: cancellationToken));
            }

            await RunAsync(servers, output, cancellationToken);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private async Task RunAsync(List<RedisServer> servers, TextWriter output, CancellationToken cancellationToken)
    {
        var instances = settings.Instances.Select(TencentSettingsReader.ToInstance).ToList();
        if (servers.Count > 0)
        {
            var sample = new EmulatedInstance
            {
                Id = SampleId,
                Name = "sample",
                Shards = [.. servers.Select(server => server.Address)],
            };
            await SampleData.FillAsync(sample.Shards, new SampleDataOptions { Keys = SampleKeys }, cancellationToken);
            instances.Add(sample);
        }

        await using var emulator = await TencentEmulator.StartAsync(
            new TencentEmulatorOptions
            {
                Accounts = [new TencentAccount(settings.SecretId, settings.SecretKey, settings.Token)],
                Port = settings.Port,
                HttpPort = settings.HttpPort,
                Instances = instances,
                Pace = TencentSettingsReader.ToPace(settings),
            },
            cancellationToken);
        emulator.Service.AcceptPlainHttp = settings.AcceptPlainHttp;
        if (CertificatePath is not null)
        {
            await emulator.WriteCertificateAsync(CertificatePath, cancellationToken);
        }

        if (servers.Count > 0)
        {
            await emulator.AddBackupAsync(SampleId);
        }

        await PrintAsync(emulator, output);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private async Task PrintAsync(TencentEmulator emulator, TextWriter output)
    {
        foreach (var instance in emulator.Instances.Select(instance => instance.Definition))
        {
            var shards = string.Join(", ", instance.Shards);
            await output.WriteLineAsync($"Instance {instance.Id}, {instance.Edition}, {instance.Region}: {shards}");
        }

        await output.WriteLineAsync($"SecretId: {settings.SecretId}");
        await output.WriteLineAsync($"API v2: {new Uri(emulator.Endpoint, "/v2/index.php")}");
        await output.WriteLineAsync($"API 3.0: {emulator.Endpoint}");
    }
}
