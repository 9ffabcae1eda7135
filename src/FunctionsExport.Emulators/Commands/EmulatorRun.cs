using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.Samples;

namespace FunctionsExport.Emulators.Commands;

/// <summary>Runs an emulator until it is cancelled, with redis-servers of its own when a sample is wanted.</summary>
internal abstract class EmulatorRun
{
    /// <summary>How many redis-servers with sample data are started; 0 for none.</summary>
    public int SampleShards { get; init; }

    public int SampleKeys { get; init; }

    /// <summary>Where the certificate is written; null for nowhere.</summary>
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

            List<RedisAddress> sample = [.. servers.Select(server => server.Address)];
            if (sample.Count > 0)
            {
                await SampleData.FillAsync(sample, new SampleDataOptions { Keys = SampleKeys }, cancellationToken);
            }

            await RunAsync(sample, output, cancellationToken);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Starts the emulator, prints its addresses and waits.</summary>
    /// <param name="sample">The redis-servers with sample data; none when none is wanted.</param>
    protected abstract Task RunAsync(IReadOnlyList<RedisAddress> sample, TextWriter output, CancellationToken cancellationToken);
}
