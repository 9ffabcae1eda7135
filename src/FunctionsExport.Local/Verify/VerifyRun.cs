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
            if (!isJson)
            {
                await Console.Out.WriteLineAsync(ReportTable.Format(file));
            }
        }

        var exitCode = VerifiedFile.ExitCodeOf(files);
        if (isJson)
        {
            await Console.Out.WriteLineAsync(ReportJson.Format(files, exitCode));
        }

        return (int)exitCode;
    }

    private static Task Interrupted(CancellationToken cancellationToken) =>
        Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
