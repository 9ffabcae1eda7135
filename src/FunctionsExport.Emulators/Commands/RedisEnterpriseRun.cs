using System.Globalization;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.Emulators.Commands;

/// <summary>Runs the emulated cluster.</summary>
internal sealed class RedisEnterpriseRun(RedisEnterpriseSettings settings) : EmulatorRun
{
    /// <summary>A uid that no database has.</summary>
    public static int FreeUid(IEnumerable<DatabaseSettings> databases) =>
        databases.Select(database => database.Uid).DefaultIfEmpty(0).Max() + 1;

    protected override async Task RunAsync(
        IReadOnlyList<RedisAddress> sample, TextWriter output, CancellationToken cancellationToken)
    {
        var databases = settings.Databases.Select(SettingsReader.ToDatabase).ToList();
        if (sample.Count > 0)
        {
            databases.Add(new EmulatedDatabase { Uid = FreeUid(settings.Databases), Name = "sample", Shards = sample });
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
