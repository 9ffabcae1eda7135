using System.Text;

namespace FunctionsExport.Emulators.Redis;

/// <summary>
/// Hash slots of keys and of shards, as Redis Cluster has them
/// (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/).
/// </summary>
internal static class HashSlot
{
    public const int Count = 16_384;

    /// <summary>The slot of a key: CRC-16 (XMODEM) of the key, or of its <c>{tag}</c>, modulo 16,384.</summary>
    public static int OfKey(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : key.IndexOf('}', open + 1);
        var hashed = close > open + 1 ? key[(open + 1)..close] : key;
        return Crc16(Encoding.UTF8.GetBytes(hashed)) % Count;
    }

    /// <summary>The slots of shard <paramref name="index"/> (from 0) of <paramref name="shards"/>, first and last.</summary>
    public static (int First, int Last) OfShard(int index, int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shards, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, shards);
        return (End(index, shards), End(index + 1, shards) - 1);
    }

    /// <summary>The shard (from 0) of <paramref name="shards"/> that has a slot.</summary>
    public static int ShardOf(int slot, int shards)
    {
        var shard = (int)((long)slot * shards / Count);
        return slot < OfShard(shard, shards).First ? shard - 1 : slot > OfShard(shard, shards).Last ? shard + 1 : shard;
    }

    // As redis-cli --cluster create divides them: each end is rounded, so that 3 shards end at 5460, 10922 and 16383.
    private static int End(int index, int shards) =>
        (int)Math.Round((double)Count * index / shards, MidpointRounding.AwayFromZero);

    private static int Crc16(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }

            crc &= 0xFFFF;
        }

        return crc;
    }
}
