using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using FunctionsExport.Providers;
using FunctionsExport.Transfer;
using FunctionsExport.Transfer.Sources;

namespace Transfer.Bench;

/// <summary>
/// The copy into a sink that only counts, against reading the same URL to nothing, in turn, and the SHA-256 of as many bytes that are
/// in memory: no copy that has one can be faster. Prints six numbers: MiB/s and CPU seconds of the copy, the read and the SHA-256.
/// </summary>
internal static class SinkBench
{
    private const double Mebibyte = 1024 * 1024;

    public static async Task RunAsync(Uri url, int runs)
    {
        using var http = HttpFileClient.Create();
        var (copies, reads, hashes) = (new List<Run>(), new List<Run>(), new List<Run>());
        for (var run = 0; run < runs; run++)
        {
            var read = await MeasureAsync(() => ReadAsync(http, url));
            var copy = await MeasureAsync(() => CopyAsync(http, url));
            var hash = await MeasureAsync(() => Task.FromResult(Hash(read.Bytes)));
            if (run > 0)
            {
                // The first of each has compiled the code.
                reads.Add(read);
                copies.Add(copy);
                hashes.Add(hash);
            }
        }

        Console.WriteLine(string.Join(
            ' ', new[] { copies, reads, hashes }.Select(Median).Select(r => string.Create(
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

    private static Run Median(List<Run> runs) => runs.OrderBy(r => r.Rate).ElementAt(runs.Count / 2);

    private sealed record Run(long Bytes, double Rate, TimeSpan Cpu);
}
