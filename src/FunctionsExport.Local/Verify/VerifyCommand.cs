using System.CommandLine;

namespace FunctionsExport.Verify;

/// <summary>The command <c>verify</c>: proves RDB files where they lie.</summary>
internal static class VerifyCommand
{
    public const string Name = "verify";

    private const string Text = """
        Proves RDB files, plain or gzip: every gzip checksum, the structure to its end, the RDB's own checksum.

        Exit codes: 0 every file is proven; 3 read without fault, but a file has nothing that could prove it; 2 wrong usage, or a
        file cannot be read; 6 a file is bad; 130 interrupted. Of several files the worst counts: 6, then 2, then 3.
        """;

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "The files; - is the standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "One JSON document instead of a table a file.",
    };

    /// <summary>Runs the command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var command = new Command(Name, Text) { Files, Json };
        command.SetAction(VerifyAsync);
        var line = new RootCommand("FunctionsExport on this machine. Without a command it is the app.") { command }.Parse(args);
        if (line.Errors.Count > 0)
        {
            foreach (var error in line.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Usage: FunctionsExport.Local verify FILE… [--json]; --help tells more.");
            return (int)ExitCode.Usage;
        }

        return await line.InvokeAsync();
    }

    private static async Task<int> VerifyAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var isJson = line.GetValue(Json);
        using var progress = new VerifyProgress(Console.Error, isShown: !Console.IsErrorRedirected, TimeProvider.System);
        var files = new List<VerifiedFile>();
        try
        {
            foreach (var name in line.GetRequiredValue(Files))
            {
                var file = await FileRun.VerifyAsync(name, progress, cancellationToken);
                files.Add(file);
                if (!isJson)
                {
                    await Console.Out.WriteLineAsync(ReportTable.Format(file));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            progress.Clear();
            await Console.Error.WriteLineAsync("Interrupted.");
            return (int)ExitCode.Interrupted;
        }

        var exitCode = VerifiedFile.ExitCodeOf(files);
        if (isJson)
        {
            await Console.Out.WriteLineAsync(ReportJson.Format(files, exitCode));
        }

        return (int)exitCode;
    }
}
