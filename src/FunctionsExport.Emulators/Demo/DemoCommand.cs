using System.CommandLine;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.Demo;

/// <summary>The command <c>demo</c>: everything on this machine, one export from start to result. <c>run.sh</c> calls it.</summary>
internal static class DemoCommand
{
    private const int Interrupted = 130;

    private static readonly Option<FileInfo> App = new("--app")
    {
        Description = "The built FunctionsExport.Local.dll.",
        Required = true,
    };

    private static readonly Option<bool> Serve = new("--serve")
    {
        Description = "Keeps everything running afterwards, until Ctrl-C, and prints a curl line for each call.",
    };

    private static readonly Option<int> Keys = new("--keys")
    {
        Description = "Number of keys of the sample database.",
        DefaultValueFactory = _ => 100_000,
    };

    private static readonly Option<int> Shards = new("--shards")
    {
        Description = "Number of its shards, each a redis-server.",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<double> Seconds = new("--export-seconds")
    {
        Description = "How long the emulated provider takes for an export at least.",
        DefaultValueFactory = _ => 8,
    };

    public static Command Create()
    {
        var command = new Command("demo", "Exports a sample database from end to end on this machine.")
        {
            App, Serve, Keys, Shards, Seconds,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        var settings = new DemoSettings(
            options.GetRequiredValue(App).FullName,
            options.GetValue(Keys),
            options.GetValue(Shards),
            TimeSpan.FromSeconds(options.GetValue(Seconds)));
        try
        {
            await using var world = await DemoWorld.StartAsync(settings, Console.Out, cancellationToken);
            using var export = new DemoExport(world, Console.Out);
            var succeeded = await export.RunAsync(cancellationToken);
            if (options.GetValue(Serve))
            {
                await DemoGuide.PrintAsync(world, Console.Out);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return succeeded ? 0 : 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return options.GetValue(Serve) ? 0 : Interrupted;
        }
        catch (Exception e)
            when (e is DemoException or ChildProcessException or HttpRequestException or IOException or RedisErrorException)
        {
            await Console.Error.WriteLineAsync($"{Environment.NewLine}failed: {e.Message}");
            return 1;
        }
    }
}
