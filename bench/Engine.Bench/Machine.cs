using System.Runtime.InteropServices;

namespace Engine.Bench;

/// <summary>The machine that the figures belong to.</summary>
internal static class Machine
{
    private const double Gigabyte = 1024 * 1024 * 1024;

    public static string Describe()
        => $"{Processor()}, {Environment.ProcessorCount} cores, "
            + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte:F0} GiB, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, {BuildKind}.";

#if DEBUG
    private const string BuildKind = "Debug build: the figures mean nothing";
#else
    private const string BuildKind = "Release build";
#endif

    private static string Processor()
    {
        const string ProcessorInfo = "/proc/cpuinfo";
        var model = File.Exists(ProcessorInfo)
            ? File.ReadLines(ProcessorInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
