using System.CommandLine;
using System.Runtime.InteropServices;

namespace FunctionsExport.Verify;

/// <summary>The command <c>verify</c>: proves RDB files where they lie.</summary>
internal static class VerifyCommand
{
    public const string Name = "verify";
    private const string JsonName = "--json";

    private const string Text = """
        Proves RDB files, plain or gzip: every gzip checksum, the structure to its end, the RDB's own checksum.

        Exit codes: 0 every file is proven; 3 read without fault, but a file has nothing that could prove it; 2 wrong usage, a
        file cannot be read or the report not be written; 6 a file is bad; 130 interrupted. Of several files the worst counts: 6, then 2, then 3.
        """;

    /// <summary>Runs the command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        // The usual form needs no System.CommandLine, which takes as long to start as a small file to verify.
        var files = args.Skip(1).Where(a => a != JsonName).ToArray();
        if (files.Length == 0 || files.Any(IsOption))
        {
            return await ParseAsync(args);
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        return await VerifyRun.RunAsync(files, isJson: files.Length < args.Length - 1, stop.Token);
    }

    private static bool IsOption(string argument) => argument.StartsWith('-') && argument != FileRun.StandardInput;

    private static async Task<int> ParseAsync(string[] args)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The files; - is the standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>(JsonName) { Description = "One JSON document instead of a table a file." };
        var command = new Command(Name, Text) { files, json };
        command.SetAction((line, cancellationToken) =>
            VerifyRun.RunAsync(line.GetRequiredValue(files), line.GetValue(json), cancellationToken));
        var line = new RootCommand("FunctionsExport on this machine. Without a command it is the app.") { command }.Parse(args);
        if (line.Errors.Count == 0)
        {
            return await line.InvokeAsync();
        }

        foreach (var error in line.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("Usage: FunctionsExport.Local verify FILE… [--json]; --help tells more.");
        return (int)ExitCode.Usage;
    }
}
