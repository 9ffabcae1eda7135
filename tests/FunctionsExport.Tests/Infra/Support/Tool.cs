using System.Diagnostics;

namespace FunctionsExport.Tests.Infra.Support;

/// <summary>What a program has answered.</summary>
internal sealed record Tool(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program's file or name.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">What is added to its environment.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Tool Run(
        string program, string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {Longest}.");
        }

        return new Tool(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
