using System.Diagnostics;
using System.Globalization;
using FunctionsExport.Providers;
using FunctionsExport.Transfer;
using FunctionsExport.Transfer.Sources;

namespace Transfer.Bench;

/// <summary>
/// The copy into a sink that only counts, against reading the same URL to nothing, in turn. Prints four
/// numbers: the copy's MiB/s and CPU seconds, and the read's.
/// </summary>
internal static class SinkBench
{
    private const double Mebibyte = 1024 * 1024;

    public static async Task RunAsync(Uri url, int runs)
    {
        using var http = HttpFileClient.Create();
        var (copies, reads) = (new List<Run>(), new List<Run>());
        for (var run = 0; run < runs; run++)
        {
            var read = await MeasureAsync(() => ReadAsync(http, url));
            var copy = await MeasureAsync(() => CopyAsync(http, url));
            if (run > 0)
            {
                // The first of each has compiled the code.
                reads.Add(read);
                copies.Add(copy);
            }
        }

        var (copied, readAway) = (Median(copies), Median(reads));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{copied.Rate / Mebibyte:F0} {copied.Cpu.TotalSeconds:F2} {readAway.Rate / Mebibyte:F0} {readAway.Cpu.TotalSeconds:F2}"));
    }

    private static async Task<Run> MeasureAsync(Func<Task<long>> work)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var bytes = await work();
        return new Run(bytes / clock.Elapsed.TotalSeconds, Process.GetCurrentProcess().TotalProcessorTime - cpu);
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

    private sealed record Run(double Rate, TimeSpan Cpu);
}
