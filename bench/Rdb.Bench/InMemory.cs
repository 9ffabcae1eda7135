using System.Diagnostics;
using System.IO.Compression;
using BclCrc64 = System.IO.Hashing.Crc64;
using Crc64 = FunctionsExport.Rdb.Crc64;

namespace FunctionsExport.Bench;

/// <summary>What one core does in memory: the figures that limit the verification of files.</summary>
internal static class InMemory
{
    private const int Length = 64 * 1024 * 1024;
    private const int Rounds = 21;
    private const double Gigabyte = 1e9;

    /// <summary>Bytes a second of both CRC-64, in turn, the best of several.</summary>
    public static (double Ours, double Bcl) Crc64s()
    {
        var bytes = new byte[Length];
        new Random(1).NextBytes(bytes);
        var ours = double.MaxValue;
        var bcl = double.MaxValue;
        ulong kept = 0;
        WarmUp(() => kept ^= Crc64.Append(0, bytes.AsSpan(0, 4096)) ^ BclCrc64.HashToUInt64(bytes.AsSpan(0, 4096)));
        for (var round = 0; round < Rounds; round++)
        {
            ours = Math.Min(ours, Seconds(() => kept ^= Crc64.Append(0, bytes)));
            bcl = Math.Min(bcl, Seconds(() => kept ^= BclCrc64.HashToUInt64(bytes)));
        }

        GC.KeepAlive(kept);
        return (Length / ours, Length / bcl);
    }

    /// <summary>Bytes a second of reading a file that is in memory, in pieces of half a mebibyte.</summary>
    public static double Reading(string path)
    {
        var buffer = new byte[512 * 1024];
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        return length / Enumerable.Range(0, 5).Min(_ => Seconds(() =>
        {
            for (long offset = 0; offset < length;)
            {
                offset += RandomAccess.Read(file, buffer, offset);
            }
        }));
    }

    /// <summary>Bytes of content a second of inflating alone.</summary>
    public static double Inflating(string path)
    {
        var buffer = new byte[256 * 1024];
        long length = 0;
        var seconds = Seconds(() =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            int read;
            while ((read = gzip.Read(buffer)) > 0)
            {
                length += read;
            }
        });
        return length / seconds;
    }

    /// <summary>Bytes a second of walk and checksum, of a file's first half gibibyte in memory.</summary>
    public static double Verifying(string path)
    {
        var bytes = new byte[512 * 1024 * 1024];
        using var file = File.OpenHandle(path);
        var length = 0;
        int read;
        while ((read = RandomAccess.Read(file, bytes.AsSpan(length), length)) > 0)
        {
            length += read;
        }

        return length / Enumerable.Range(0, 5).Min(_ => Seconds(() =>
        {
            var verifier = new Rdb.RdbVerifier();
            for (var offset = 0; offset < length; offset += 512 * 1024)
            {
                verifier.Append(bytes.AsSpan(offset, Math.Min(512 * 1024, length - offset)));
            }
        }));
    }

    public static string Rate(double bytesPerSecond) => $"{bytesPerSecond / Gigabyte:F2} GB/s";

    /// <summary>Until the code is compiled for good: some calls, and time for the compiler in the background.</summary>
    private static void WarmUp(Action action)
    {
        for (var round = 0; round < 5; round++)
        {
            for (var call = 0; call < 200; call++)
            {
                action();
            }

            Thread.Sleep(200);
        }
    }

    private static double Seconds(Action action)
    {
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
