using System.Globalization;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.Samples;

namespace FunctionsExport.Emulators.Commands;

/// <summary>Runs the emulator until it is cancelled, with redis-servers of its own when a sample is wanted.</summary>
internal sealed class RedisEnterpriseRun(RedisEnterpriseSettings settings)
{
    public int SampleShards { get; init; }

    public int SampleKeys { get; init; }

    public string? CertificatePath { get; init; }

    /// <summary>A uid that no database has.</summary>
    public static int FreeUid(IEnumerable<DatabaseSettings> databases) =>
        databases.Select(database => database.Uid).DefaultIfEmpty(0).Max() + 1;

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
        var databases = settings.Databases.Select(SettingsReader.ToDatabase).ToList();
        if (servers.Count > 0)
        {
            var sample = new EmulatedDatabase
            {
                Uid = FreeUid(settings.Databases),
                Name = "sample",
                Shards = [.. servers.Select(server => server.Address)],
            };
            await SampleData.FillAsync(sample.Shards, new SampleDataOptions { Keys = SampleKeys }, cancellationToken);
            databases.Add(sample);
        }

        await using var emulator = await StartAsync(databases, cancellationToken);
        if (CertificatePath is not null)
        {
            await emulator.WriteCertificateAsync(CertificatePath, cancellationToken);
        }

        await PrintAsync(emulator, output);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private Task<RedisEnterpriseEmulator> StartAsync(List<EmulatedDatabase> databases, CancellationToken cancellationToken)
    {
        if (!double.IsFinite(settings.ExportSeconds) || settings.ExportSeconds is < 0 or > 86_400)
        {
            throw new FormatException($"exportSeconds is {settings.ExportSeconds}; it must be 0 to 86400.");
        }

        var options = new RedisEnterpriseEmulatorOptions
        {
            Username = settings.Username,
            Password = settings.Password,
            Port = settings.Port,
            Databases = databases,
            Pace = new Pace(TimeSpan.FromSeconds(settings.ExportSeconds)),
            SoftwareVersion = settings.SoftwareVersion,
            ControlPort = settings.ControlPort,
            ClientCaPem = settings.ClientCaFile is { } file ? File.ReadAllText(file) : null,
            Users = settings.Users,
            FurtherNodes = settings.FurtherNodes,
            Answers = settings.Answers,
            Access = settings.Access,
        };
        return RedisEnterpriseEmulator.StartAsync(options, cancellationToken);
    }

    private async Task PrintAsync(RedisEnterpriseEmulator emulator, TextWriter output)
    {
        foreach (var database in emulator.Databases)
        {
            var shards = string.Join(", ", database.Shards.Select(shard => shard.Address));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Database {database.Definition.Uid}, {database.Definition.Name}: {shards}"));
        }

        await output.WriteLineAsync($"User: {settings.Username}");
        foreach (var node in emulator.Nodes.Skip(1))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Node {node.Uid}, {node.State}: {node.Endpoint.Authority}"));
        }

        if (emulator.ControlEndpoint is { } control)
        {
            await output.WriteLineAsync($"Control: {control.Authority}");
        }

        await output.WriteLineAsync($"Redis Enterprise API: {emulator.Endpoint}");
    }
}
