using System.CommandLine;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;

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

    private static readonly Option<int> SampleKeys = new("--sample-keys")
    {
        Description = "Number of keys of the sample data.",
        DefaultValueFactory = _ => 10_000,
    };

    private static readonly Option<int?> Port = new("--port")
    {
        Description = "HTTPS port on 127.0.0.1 (default: a free one).",
    };

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

    private static async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        try
        {
            var run = new TencentRun(Settings(options))
            {
                SampleShards = options.GetValue(SampleShards),
                SampleKeys = options.GetValue(SampleKeys),
                CertificatePath = options.GetValue(Certificate)?.FullName,
            };
            await run.RunAsync(Console.Out, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception)
            when (exception is FormatException or ArgumentException or IOException or UnauthorizedAccessException
                or ChildProcessException or RedisErrorException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

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
