using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Processes;

/// <summary>curl, for looking at servers with a client that is not ours.</summary>
internal static class CurlClient
{
    /// <summary>Runs curl; the exit code and its output, errors included.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var curl = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "curl",
            FileName = "curl",
            Arguments = ["--silent", "--show-error", .. arguments],
        });
        var code = await curl.WaitForExitAsync();
        return (code, string.Join('\n', curl.Output));
    }
}
