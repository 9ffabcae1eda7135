using System.CommandLine;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.Commands;

/// <summary>What the commands that run one emulator have in common.</summary>
internal static class EmulatorCommand
{
    public static Option<int> SampleKeys() => new("--sample-keys")
    {
        Description = "Number of keys of the sample data.",
        DefaultValueFactory = _ => 10_000,
    };

    public static Option<int?> Port() => new("--port")
    {
        Description = "HTTPS port on 127.0.0.1 (default: a free one).",
    };

    /// <summary>Runs an emulator until Ctrl-C.</summary>
    /// <param name="create">Reads the options.</param>
    /// <returns>The exit code: 1 for what the user can mend, which is then told in one line.</returns>
    public static async Task<int> RunAsync(Func<EmulatorRun> create, CancellationToken cancellationToken)
    {
        try
        {
            await create().RunAsync(Console.Out, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception)
            when (exception is FormatException or ArgumentException or IOException or UnauthorizedAccessException
                or ChildProcessException or RedisErrorException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
