using System.CommandLine;

namespace FunctionsExport.Emulators.Commands;

/// <summary>The command <c>tencent</c>: the emulator of Tencent Cloud Redis alone, until Ctrl-C.</summary>
internal static class TencentCommand
{
    private static readonly Option<FileInfo?> Config = new("--config")
    {
        Description = "JSON file: secretId, secretKey, token, port, httpPort, acceptPlainHttp, backupSeconds, exportSeconds, "
            + "instances [{ id, name, region, edition, encrypted, shards [\"host:port\"] }].",
    };

    private static readonly Option<string[]> Instance = new("--instance")
    {
        Description = "A cluster instance on running redis-servers, crs-xxxxxxxx=host:port,host:port,… (one a shard). "
            + "Can be repeated.",
    };

    private static readonly Option<int> SampleShards = new("--sample-shards")
    {
        Description = "Starts so many redis-servers with sample data, as an instance crs-sample01 with one backup.",
    };

    private static readonly Option<int> SampleKeys = EmulatorCommand.SampleKeys();

    private static readonly Option<int?> Port = EmulatorCommand.Port();

    private static readonly Option<bool> PlainHttp = new("--plain-http")
    {
        Description = "Answers on plain HTTP too, which the service refuses.",
    };

    private static readonly Option<double?> Seconds = new("--task-seconds")
    {
        Description = "How long a backup, and an export, takes at least (default: as fast as redis-server saves).",
    };

    private static readonly Option<FileInfo?> Certificate = new("--certificate")
    {
        Description = "Writes the APIs' certificate to this PEM file, for clients to trust.",
    };

    public static Command Create()
    {
        var command = new Command("tencent", "Emulates Tencent Cloud Redis, API v2 and API 3.0, until Ctrl-C.")
        {
            Config, Instance, SampleShards, SampleKeys, Port, PlainHttp, Seconds, Certificate,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken) => EmulatorCommand.RunAsync(
        () => new TencentRun(Settings(options))
        {
            SampleShards = options.GetValue(SampleShards),
            SampleKeys = options.GetValue(SampleKeys),
            CertificatePath = options.GetValue(Certificate)?.FullName,
        },
        cancellationToken);

    private static TencentSettings Settings(ParseResult options)
    {
        var settings = options.GetValue(Config) is { } file
            ? SettingsReader.Read<TencentSettings>(file.FullName)
            : new TencentSettings();
        return settings with
        {
            Instances = [.. settings.Instances, .. (options.GetValue(Instance) ?? []).Select(TencentSettingsReader.ReadInstance)],
            Port = options.GetValue(Port) ?? settings.Port,
            AcceptPlainHttp = options.GetValue(PlainHttp) || settings.AcceptPlainHttp,
            BackupSeconds = options.GetValue(Seconds) ?? settings.BackupSeconds,
            ExportSeconds = options.GetValue(Seconds) ?? settings.ExportSeconds,
        };
    }
}
