using System.Globalization;

namespace FunctionsExport.Emulators.Redis;

/// <summary>Makes a redis-server on this machine save its data.</summary>
internal static class RedisSnapshot
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    /// <summary>Saves the server's data, as of now, and returns the path of its RDB file.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The server cannot be reached.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="RedisErrorException">The server cannot save.</exception>
    public static async Task<string> SaveAsync(RedisAddress server, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var connection = await RespConnection.ConnectAsync(server, cancellationToken);
        await SaveAsync(connection, time, cancellationToken);
        return Path.Combine(
            await SettingAsync(connection, "dir", cancellationToken),
            await SettingAsync(connection, "dbfilename", cancellationToken));
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
}
