using System.Globalization;
using System.Security.Cryptography;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>Makes the files of backups from the instances' redis-servers.</summary>
internal sealed class BackupSaver : IDisposable
{
    private readonly TempFolder _folder = new("tencent");
    private int _serial = 4_633_788;

    /// <summary>Saves every shard, and joins the files to one.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">A redis-server cannot be reached.</exception>
    /// <exception cref="IOException">A connection broke, or a file cannot be read or written.</exception>
    /// <exception cref="RedisErrorException">A redis-server cannot save.</exception>
    public async Task<BackupFiles> SaveAsync(EmulatedInstance instance, long taskId, CancellationToken cancellationToken)
    {
        var serial = Interlocked.Increment(ref _serial);
        var rdbs = await Task.WhenAll(instance.Shards.Select((server, index) =>
            CopyAsync(server, Path(serial, index + 1), cancellationToken)));
        var whole = rdbs is [var only] ? only : Path(serial, 0);
        if (rdbs.Length > 1)
        {
            await RdbJoin.WriteAsync(rdbs, whole, cancellationToken);
        }

        var shards = new List<BackupFile>();
        for (var index = 0; index < rdbs.Length; index++)
        {
            var name = string.Create(
                CultureInfo.InvariantCulture,
                $"{taskId}-{serial}-redis-server-7.0-1001463-ignore-{index + 1}-ignore.rdb");
            var path = instance.Encrypted ? await EncryptAsync(rdbs[index], cancellationToken) : rdbs[index];
            shards.Add(await DescribeAsync(path, name, cancellationToken));
        }

        return new BackupFiles(shards, await DescribeAsync(whole, "dump.rdb", cancellationToken));
    }

    public void Dispose() => _folder.Dispose();

    private string Path(int serial, int shard) =>
        _folder.File(string.Create(CultureInfo.InvariantCulture, $"{serial}-{shard}.rdb"));

    private static async Task<string> CopyAsync(RedisAddress server, string path, CancellationToken cancellationToken)
    {
        var rdb = await RedisSnapshot.SaveAsync(server, TimeProvider.System, cancellationToken);
        await using var source = File.OpenRead(rdb);
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await source.CopyToAsync(target, cancellationToken);
        return path;
    }

    // The key is thrown away: nobody is to read the file.
    private static async Task<string> EncryptAsync(string path, CancellationToken cancellationToken)
    {
        using var aes = Aes.Create();
        var encrypted = path + ".aes";
        await using var source = File.OpenRead(path);
        await using var target = new FileStream(encrypted, FileMode.CreateNew, FileAccess.Write);
        await using var cipher = new CryptoStream(target, aes.CreateEncryptor(), CryptoStreamMode.Write);
        await source.CopyToAsync(cipher, cancellationToken);
        await cipher.FlushFinalBlockAsync(cancellationToken);
        return encrypted;
    }

    private static async Task<BackupFile> DescribeAsync(string path, string name, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        return new BackupFile(name, path, file.Length, $"\"{hash[..32]}\"");
    }
}
