using System.Diagnostics;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Bench;

/// <summary>The files to verify, written by the real redis-server once and kept.</summary>
internal sealed class Corpora(string folder)
{
    private const int Batch = 2000;
    private const int SmallKeys = 2_000_000;
    private const int MixedRounds = 208_000;

    public string Small => Path.Combine(folder, "small-2m.rdb");

    public string Mixed => Path.Combine(folder, "mixed.rdb");

    public string MixedGzip => Mixed + ".gz";

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await MakeAsync(Small, SmallKeys, MixedKeys.SmallString, cancellationToken);
        await MakeAsync(Mixed, MixedRounds, MixedKeys.OneOfEach, cancellationToken);
        if (!File.Exists(MixedGzip))
        {
            await Console.Error.WriteLineAsync($"making {MixedGzip}");
            using var gzip = Process.Start(
                "/bin/bash", ["-c", $"gzip -c '{Mixed}' >'{MixedGzip}.part' && mv '{MixedGzip}.part' '{MixedGzip}'"]);
            await gzip.WaitForExitAsync(cancellationToken);
            if (gzip.ExitCode != 0)
            {
                throw new InvalidOperationException($"gzip has ended with {gzip.ExitCode}.");
            }
        }
    }

    private static async Task MakeAsync(
        string path, int rounds, Action<RespConnection, int> queue, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return;
        }

        await Console.Error.WriteLineAsync($"making {path}");
        await using var server = await RedisServer.StartAsync(cancellationToken: cancellationToken);
        await using var connection = await server.ConnectAsync(cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            queue(connection, round);
            if (round % Batch == Batch - 1)
            {
                await connection.FlushAsync(cancellationToken);
            }
        }

        await connection.FlushAsync(cancellationToken);
        await connection.CallAsync(["SAVE"], cancellationToken);
        // Under its own name only when it is whole: the next run takes what is there.
        File.Move(Path.Combine(server.DataFolder, "dump.rdb"), path + ".part", overwrite: true);
        File.Move(path + ".part", path);
    }
}
