using System.IO.Compression;
using System.Net.Sockets;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>Makes a redis-server save its data and compresses the RDB.</summary>
internal static class ShardSnapshot
{
    /// <summary>Writes the server's data, as of now, to a new <c>.rdb.gz</c> file.</summary>
    /// <exception cref="ExportFailedException">The server cannot be reached or save, or its RDB be read.</exception>
    public static async Task WriteAsync(
        RedisAddress server, string path, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await CompressAsync(await RedisSnapshot.SaveAsync(server, time, cancellationToken), path, cancellationToken);
        }
        catch (Exception exception)
            when (exception is SocketException or IOException or RedisErrorException or UnauthorizedAccessException)
        {
            throw new ExportFailedException($"Shard {server} could not be saved: {exception.Message}", exception);
        }
    }

    private static async Task CompressAsync(string rdb, string path, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(rdb);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        await source.CopyToAsync(gzip, cancellationToken);
    }
}
