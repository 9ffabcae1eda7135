using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.Tencent;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Commands;

/// <summary>Runs the Tencent emulator; a sample has a backup.</summary>
internal sealed class TencentRun(TencentSettings settings) : EmulatorRun
{
    private const string SampleId = "crs-sample01";

    protected override async Task RunAsync(
        IReadOnlyList<RedisAddress> sample, TextWriter output, CancellationToken cancellationToken)
    {
        var instances = settings.Instances.Select(TencentSettingsReader.ToInstance).ToList();
        if (sample.Count > 0)
        {
            instances.Add(new EmulatedInstance { Id = SampleId, Name = "sample", Shards = sample });
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

        if (sample.Count > 0)
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
