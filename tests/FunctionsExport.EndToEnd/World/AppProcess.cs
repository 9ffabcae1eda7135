using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.World;

/// <summary>The app as users run it locally: a process of its own. It can be killed and started again on the same store.</summary>
internal sealed class AppProcess(string folder, Dictionary<string, string?> settings) : IAsyncDisposable
{
    private const string Listening = "Listening on ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    private readonly List<string> _output = [];
    private ChildProcess? _process;

    public Uri Address { get; private set; } = null!;

    /// <summary>The environment variables of the next start.</summary>
    public Dictionary<string, string?> Settings { get; } = settings;

    /// <summary>The file that keeps the orchestrations.</summary>
    public string StorePath { get; } = Path.Combine(folder, "orchestrations.db");

    /// <summary>Every line that the app has written, in all its lives.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    public async Task StartAsync()
    {
        _process = await LaunchAsync();
        var line = await _process.WaitForLineAsync(l => l.Contains(Listening, StringComparison.Ordinal), StartTimeout);
        Address = new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim());
    }

    /// <summary>Runs the app until it ends by itself, as it does when its settings are faulty.</summary>
    public async Task<int> RunToEndAsync()
    {
        _process = await LaunchAsync();
        using var limit = new CancellationTokenSource(StartTimeout);
        return await _process.WaitForExitAsync(limit.Token);
    }

    /// <summary>Kills the app as a crash would, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process!.KillHard();
        await _process.WaitForExitAsync();
        await _process.DisposeAsync();
    }

    /// <summary>Asks the app to stop; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _process!.Terminate();
        using var limit = new CancellationTokenSource(StopTimeout);
        return await _process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private Task<ChildProcess> LaunchAsync() => ChildProcess.StartAsync(new ChildProcessOptions
    {
        Name = "The app",
        FileName = "dotnet",
        Arguments = [Path.Combine(AppContext.BaseDirectory, "FunctionsExport.Local.dll")],
        WorkingDirectory = folder,
        Environment = new Dictionary<string, string?>(Settings)
        {
            ["LocalFunctions__Urls"] = "http://127.0.0.1:0",
            ["LocalFunctions__StorePath"] = StorePath,
        },
        OnLine = line =>
        {
            lock (_output)
            {
                _output.Add(line);
            }
        },
    });
}
