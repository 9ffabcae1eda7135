using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>Makes a redis-server save its data and compresses the RDB.</summary>
internal static class ShardSnapshot
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    /// <summary>Writes the server's data, as of now, to a new <c>.rdb.gz</c> file.</summary>
    /// <exception cref="ExportFailedException">The server cannot be reached or save, or its RDB be read.</exception>
    public static async Task WriteAsync(
        RedisAddress server, string path, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await RespConnection.ConnectAsync(server, cancellationToken);
            await SaveAsync(connection, time, cancellationToken);
            var rdb = Path.Combine(
                await SettingAsync(connection, "dir", cancellationToken),
                await SettingAsync(connection, "dbfilename", cancellationToken));
            await CompressAsync(rdb, path, cancellationToken);
        }
        catch (Exception exception)
            when (exception is SocketException or IOException or RedisErrorException or UnauthorizedAccessException)
        {
            throw new ExportFailedException($"Shard {server} could not be saved: {exception.Message}", exception);
        }
    }

    private static async Task SaveAsync(RespConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        // A save that runs already does not hold what was written since it began: it is waited for, not used.
        do
        {
            await WaitForSaveAsync(connection, time, cancellationToken);
        }
        while (!await TryStartSaveAsync(connection, cancellationToken));

        var info = await WaitForSaveAsync(connection, time, cancellationToken);
        if (info["rdb_last_bgsave_status"] != "ok")
        {
            throw new RedisErrorException("its last BGSAVE failed; see the server's log.");
        }
    }

    private static async Task<bool> TryStartSaveAsync(RespConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.CallAsync(["BGSAVE"], cancellationToken);
            return true;
        }
        catch (RedisErrorException exception)
            when (exception.Message.Contains("already in progress", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> WaitForSaveAsync(
        RespConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var info = RedisInfo.Parse((await connection.CallAsync(["INFO", "persistence"], cancellationToken)).Text);
            if (info["rdb_bgsave_in_progress"] == "0")
            {
                return info;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private static async Task<string> SettingAsync(
        RespConnection connection, string name, CancellationToken cancellationToken) =>
        (await connection.CallAsync(["CONFIG", "GET", name], cancellationToken)).Items is [_, var value]
            ? value.Text
            : throw new RedisErrorException(string.Create(CultureInfo.InvariantCulture, $"CONFIG GET {name} gave nothing."));

    private static async Task CompressAsync(string rdb, string path, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(rdb);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        await source.CopyToAsync(gzip, cancellationToken);
    }
}
