using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using FunctionsExport.Providers;
using FunctionsExport.Transfer;
using FunctionsExport.Transfer.Sources;

namespace Transfer.Bench;

/// <summary>
/// The copy into a sink that only counts, against reading the same URL to nothing, in turn, and what bounds it: the SHA-256 of as many
/// bytes that are in memory, and reading with a SHA-256 beside it and nothing else. Prints eight numbers: MiB/s and CPU seconds of the
/// copy, the read, the SHA-256 and the two together.
/// </summary>
internal static class SinkBench
{
    private const double Mebibyte = 1024 * 1024;

    public static async Task RunAsync(Uri url, int runs)
    {
        using var http = HttpFileClient.Create();
        var size = await ReadAsync(http, url);
        Func<Task<long>>[] works =
        [
            () => CopyAsync(http, url), () => ReadAsync(http, url), () => Task.FromResult(Hash(size)), () => ReadAndHashAsync(http, url),
        ];
        var measured = works.Select(_ => new List<Run>()).ToList();
        for (var run = 0; run < runs; run++)
        {
            foreach (var (work, runsOfIt) in works.Zip(measured))
            {
                runsOfIt.Add(await MeasureAsync(work));
            }
        }

        Console.WriteLine(string.Join(
            ' ', measured.Select(Median).Select(r => string.Create(
                CultureInfo.InvariantCulture, $"{r.Rate / Mebibyte:F0} {r.Cpu.TotalSeconds:F2}"))));
    }

    private static async Task<Run> MeasureAsync(Func<Task<long>> work)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var bytes = await work();
        return new Run(bytes, bytes / clock.Elapsed.TotalSeconds, Process.GetCurrentProcess().TotalProcessorTime - cpu);
    }

    private static long Hash(long bytes)
    {
        var buffer = new byte[8 << 20];
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var left = bytes; left > 0; left -= buffer.Length)
        {
            sha256.AppendData(buffer, 0, (int)Math.Min(left, buffer.Length));
        }

        sha256.GetHashAndReset();
        return bytes;
    }

    private static async Task<long> ReadAsync(HttpClient http, Uri url)
    {
        using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        await using var content = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[1 << 20];
        long bytes = 0;
        while (await content.ReadAsync(buffer) is > 0 and var count)
        {
            bytes += count;
        }

        return bytes;
    }

    private static async Task<long> ReadAndHashAsync(HttpClient http, Uri url)
    {
        var free = Channel.CreateUnbounded<byte[]>();
        var full = Channel.CreateUnbounded<(byte[] Buffer, int Length)>();
        for (var i = 0; i < 4; i++)
        {
            free.Writer.TryWrite(new byte[1 << 20]);
        }

        var hashing = Task.Run(async () =>
        {
            using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await foreach (var (buffer, length) in full.Reader.ReadAllAsync())
            {
                sha256.AppendData(buffer, 0, length);
                free.Writer.TryWrite(buffer);
            }

            return sha256.GetHashAndReset();
        });
        using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        await using var content = await answer.Content.ReadAsStreamAsync();
        long bytes = 0;
        int count;
        do
        {
            var buffer = await free.Reader.ReadAsync();
            count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            full.Writer.TryWrite((buffer, count));
            bytes += count;
        }
        while (count > 0);

        full.Writer.Complete();
        await hashing;
        return bytes;
    }

    private static async Task<long> CopyAsync(HttpClient http, Uri url)
    {
        var source = new HttpFile(
            http, new HttpFileOptions { Name = "file", GetUrl = _ => ValueTask.FromResult(url) }, TimeProvider.System);
        var target = new CountingTarget();
        var file = new ExportedFile("file", null, "bench", 1, 1);
        await new VerifiedCopy(target, file, _ => Task.CompletedTask, new TransferOptions()).RunAsync(
            source.OpenAsync, "file", CancellationToken.None);
        return target.Bytes;
    }

    // The first of each has compiled the code.
    private static Run Median(List<Run> runs) => runs.Skip(1).OrderBy(r => r.Rate).ElementAt((runs.Count - 1) / 2);

    private sealed record Run(long Bytes, double Rate, TimeSpan Cpu);
}
