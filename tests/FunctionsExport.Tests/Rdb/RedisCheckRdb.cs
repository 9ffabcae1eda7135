using System.Diagnostics;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.Tests.Rdb;

/// <summary>The peer's verdict on a file: Redis's own redis-check-rdb, which loads it without keeping it.</summary>
internal static class RedisCheckRdb
{
    /// <summary>Whether it finds nothing wrong.</summary>
    public static async Task<(bool Accepts, string Output)> RunAsync(byte[] file)
    {
        using var folder = new TempFolder("check-rdb");
        var path = folder.File("dump.rdb");
        await File.WriteAllBytesAsync(path, file);
        using var process = Process.Start(new ProcessStartInfo("redis-check-rdb", [path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, output);
    }
}
