using System.CommandLine;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;

namespace FunctionsExport.Emulators.Commands;

/// <summary>The command <c>redis-enterprise</c>: the emulator alone, until Ctrl-C.</summary>
internal static class RedisEnterpriseCommand
{
    private const int MaxNodes = 35;

    private static readonly Option<FileInfo?> Config = new("--config")
    {
        Description = "JSON file: username, password, port, exportSeconds, softwareVersion, controlPort, clientCaFile, users, "
            + "furtherNodes, answers, access, databases [{ uid, name, shards [\"host:port\"] }]; see docs/emulators.md.",
    };

    private static readonly Option<string[]> Database = new("--database")
    {
        Description = "A database on running redis-servers, name=host:port,host:port,… (one a shard). Can be repeated.",
    };

    private static readonly Option<int> SampleShards = new("--sample-shards")
    {
        Description = "Starts so many redis-servers with sample data, as a database named sample.",
    };

    private static readonly Option<int> SampleKeys = EmulatorCommand.SampleKeys();

    private static readonly Option<int?> Port = EmulatorCommand.Port();

    private static readonly Option<double?> Seconds = new("--export-seconds")
    {
        Description = "How long an export takes at least (default: as fast as redis-server saves).",
    };

    private static readonly Option<FileInfo?> Certificate = new("--certificate")
    {
        Description = "Writes the API's certificate to this PEM file, for clients to trust.",
    };

    private static readonly Option<string?> Version = new("--software-version")
    {
        Description = "Version of the cluster, such as 6.2.18-70 or 8.2.0-46; it decides which calls there are (default: 8.0.2-17).",
    };

    private static readonly Option<int> Nodes = new("--nodes")
    {
        Description = "Number of nodes; those besides the first redirect to it.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int?> Control = new("--control-port")
    {
        Description = "HTTP port on 127.0.0.1 to plan faults, set forms of answers and read the journal; "
            + "0 for a free one (default: none).",
    };

    private static readonly Option<FileInfo?> ClientCa = new("--client-ca")
    {
        Description = "PEM file with the CA whose client certificates log users in (the users' subjects are in the --config file).",
    };

    public static Command Create()
    {
        var command = new Command("redis-enterprise", "Emulates a Redis Enterprise cluster's export API until Ctrl-C.")
        {
            Config, Database, SampleShards, SampleKeys, Port, Seconds, Certificate, Version, Nodes, Control, ClientCa,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken) => EmulatorCommand.RunAsync(
        () => new RedisEnterpriseRun(Settings(options))
        {
            SampleShards = options.GetValue(SampleShards),
            SampleKeys = options.GetValue(SampleKeys),
            CertificatePath = options.GetValue(Certificate)?.FullName,
        },
        cancellationToken);

    private static RedisEnterpriseSettings Settings(ParseResult options)
    {
        var settings = options.GetValue(Config) is { } file
            ? SettingsReader.Read(file.FullName)
            : new RedisEnterpriseSettings();
        var databases = settings.Databases.ToList();
        foreach (var text in options.GetValue(Database) ?? [])
        {
            databases.Add(SettingsReader.ReadDatabase(text, RedisEnterpriseRun.FreeUid(databases)));
        }

        return settings with
        {
            Databases = databases,
            Port = options.GetValue(Port) ?? settings.Port,
            SoftwareVersion = options.GetValue(Version) ?? settings.SoftwareVersion,
            ControlPort = options.GetValue(Control) ?? settings.ControlPort,
            ClientCaFile = options.GetValue(ClientCa)?.FullName ?? settings.ClientCaFile,
            FurtherNodes = [.. settings.FurtherNodes, .. FurtherNodes(options.GetValue(Nodes))],
            ExportSeconds = options.GetValue(Seconds) ?? settings.ExportSeconds,
        };
    }

    private static IEnumerable<EmulatedNode> FurtherNodes(int nodes) => nodes is >= 1 and <= MaxNodes
        ? Enumerable.Repeat(new EmulatedNode(), nodes - 1)
        : throw new FormatException($"--nodes is {nodes}; it must be 1 to {MaxNodes}.");
}
