namespace FunctionsExport.Verify;

/// <summary>Verifies the files, one after another, and writes what was found.</summary>
internal static class VerifyRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] names, bool isJson, CancellationToken cancellationToken)
    {
        using var progress = new VerifyProgress(Console.Error, isShown: !Console.IsErrorRedirected, TimeProvider.System);
        var files = new List<VerifiedFile>();
        foreach (var name in names)
        {
            var verifying = FileRun.VerifyAsync(name, progress, cancellationToken);
            // A read of the standard input cannot be interrupted: it is left behind.
            if (await Task.WhenAny(verifying, Interrupted(cancellationToken)) != verifying || verifying.IsCanceled)
            {
                progress.Clear();
                await Console.Error.WriteLineAsync("Interrupted.");
                return (int)ExitCode.Interrupted;
            }

            var file = await verifying;
            files.Add(file);
            if (!isJson && !await WriteAsync(ReportTable.Format(file)))
            {
                return (int)WorstOf(files, ExitCode.Usage);
            }
        }

        var exitCode = VerifiedFile.ExitCodeOf(files);
        return (int)(isJson && !await WriteAsync(ReportJson.Format(files, exitCode)) ? WorstOf(files, ExitCode.Usage) : exitCode);
    }

    /// <summary>Writes what was found; whether that went well. A reader that has left is no failure: it had enough.</summary>
    private static async Task<bool> WriteAsync(string text)
    {
        try
        {
            await Console.Out.WriteLineAsync(text);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The report cannot be written to the standard output: {e.Message}");
            return false;
        }
    }

    private static ExitCode WorstOf(List<VerifiedFile> files, ExitCode other) =>
        VerifiedFile.ExitCodeOf(files) == ExitCode.Fault ? ExitCode.Fault : other;

    private static Task Interrupted(CancellationToken cancellationToken) =>
        Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
