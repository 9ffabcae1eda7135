using System.Globalization;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.EndToEnd.Restoring;

/// <summary>A server that was started on a restored data folder by the command that <c>restore.sh</c> has named.</summary>
internal sealed class RestoredServer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly RedisAddress _address;

    private RestoredServer(ChildProcess process, DocumentedSteps steps, Dictionary<string, string?> environment, string said)
    {
        _process = process;
        _address = new RedisAddress("127.0.0.1", int.Parse(environment["PORT"]!, CultureInfo.InvariantCulture), null);
        Steps = steps;
        Environment = environment;
        Said = said;
    }

    public DocumentedSteps Steps { get; }

    public Dictionary<string, string?> Environment { get; }

    /// <summary>What the script has written.</summary>
    public string Said { get; }

    public string Data => Environment["DATA"]!;

    /// <summary>Starts the server and waits until it has read all of its data.</summary>
    public static async Task<RestoredServer> StartAsync(DocumentedSteps steps, Dictionary<string, string?> environment, string said)
    {
        var command = said.Split('\n').Single(l => l.StartsWith("redis-server ", StringComparison.Ordinal)).Split(' ')[1..];
        var process = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "The restored server",
            FileName = "redis-server",
            Arguments = [.. command, "--port", environment["PORT"]!, "--bind", "127.0.0.1", "--save", ""],
        });
        var server = new RestoredServer(process, steps, environment, said);
        try
        {
            await process.WaitForLineAsync(
                l => l.Contains("Ready to accept connections", StringComparison.Ordinal), TimeSpan.FromMinutes(2));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task<RespValue> CallAsync(params string[] command)
    {
        await using var connection = await RespConnection.ConnectAsync(_address, CancellationToken.None);
        return await connection.CallAsync(command);
    }

    /// <summary>Its digest, by a server that may tell it: one that has loaded a snapshot of this one's.</summary>
    public async Task<string> DigestAsync()
    {
        await CallAsync("SAVE");
        await using var other = await RedisServer.StartAsync(new RedisServerOptions { LoadFrom = Path.Combine(Data, "dump.rdb") });
        return await other.DigestAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
