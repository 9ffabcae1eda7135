using System.Globalization;

namespace FunctionsExport.Bench;

/// <summary>Measures everything that docs/performance.md has of RDB, and prints it as its table.</summary>
internal static class Measure
{
    private const int Rounds = 7;
    private const int SmallMebibytes = 256;
    private const int LargeMebibytes = 8192;

    public static async Task RunAsync(string folder, string app, CancellationToken cancellationToken)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var files = new Corpora(folder);
        await files.MakeAsync(cancellationToken);
        var verify = $"TIME '{app}' verify --json";
        Print("work", "FunctionsExport", "against", "ratio", "limited by");
        Print("---", "---:", "---:", "---:", "---");

        var (ours, bcl) = InMemory.Crc64s();
        Print(
            "CRC-64, 64 MiB in memory, one core",
            InMemory.Rate(ours),
            $"{InMemory.Rate(bcl)} (System.IO.Hashing.Crc64)",
            $"{ours / bcl:F2}",
            "memory bandwidth and carry-less multiplication");
        foreach (var (name, path) in new[] { ("2 M small strings", files.Small), ("mixed", files.Mixed) })
        {
            await PlainAsync(name, path, verify, cancellationToken);
        }

        await GzipAsync(files, verify, cancellationToken);
        await MemoryAsync(verify, cancellationToken);
        Print("start: verify of an RDB of 1 MiB", Seconds(await StartAsync(verify, cancellationToken)), "", "", "start of the runtime");
    }

    private static async Task PlainAsync(string name, string path, string verify, CancellationToken cancellationToken)
    {
        var (ours, other) = await Run.InTurnAsync(
            $"{verify} '{path}' >/dev/null", $"TIME redis-check-rdb '{path}' >/dev/null", Rounds, cancellationToken);
        Print(
            $"verify of {name}, {Mebibytes(path):F0} MiB",
            Seconds(ours),
            $"{Seconds(other)} (redis-check-rdb)",
            Ratio(other, ours),
            $"reads of a file in memory {InMemory.Rate(InMemory.Reading(path))}, walk and checksum {InMemory.Rate(InMemory.Verifying(path))}");
    }

    private static async Task GzipAsync(Corpora files, string verify, CancellationToken cancellationToken)
    {
        var (ours, other) = await Run.InTurnAsync(
            $"{verify} '{files.MixedGzip}' >/dev/null",
            $"TIME gzip -t '{files.MixedGzip}' && TIME redis-check-rdb '{files.Mixed}' >/dev/null",
            3,
            cancellationToken);
        Print(
            $"verify of mixed as .rdb.gz, {Mebibytes(files.MixedGzip):F0} MiB",
            Seconds(ours),
            $"{Seconds(other)} (gzip -t, then redis-check-rdb)",
            Ratio(other, ours),
            $"inflate, {InMemory.Rate(InMemory.Inflating(files.MixedGzip))} of content");
    }

    private static async Task MemoryAsync(string verify, CancellationToken cancellationToken)
    {
        var bench = Environment.ProcessPath!;
        string Line(int mebibytes) => $"'{bench}' stream {mebibytes} | {verify} - >/dev/null";
        var (small, large) = await Run.InTurnAsync(Line(SmallMebibytes), Line(LargeMebibytes), 3, cancellationToken);
        Print(
            $"peak memory, {LargeMebibytes / 1024} GiB and {SmallMebibytes} MiB through a pipe",
            $"{large.PeakKibibytes / 1024.0:F1} MiB",
            $"{small.PeakKibibytes / 1024.0:F1} MiB",
            $"{(double)large.PeakKibibytes / small.PeakKibibytes:F2}",
            "the runtime itself and 4 MiB of buffers");
    }

    private static async Task<Run> StartAsync(string verify, CancellationToken cancellationToken)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.OpenWrite(path))
            {
                RdbStream.Write(file, 1024 * 1024);
            }

            return (await Run.InTurnAsync($"{verify} '{path}' >/dev/null", "TIME true", Rounds, cancellationToken)).One;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Mebibytes(string path) => new FileInfo(path).Length / 1024.0 / 1024.0;

    private static string Seconds(Run run) => $"{run.Seconds:F3} s, {run.CpuSeconds:F2} s of processor";

    private static string Ratio(Run other, Run ours) => $"{other.Seconds / ours.Seconds:F1}";

    private static void Print(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
