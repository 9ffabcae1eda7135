using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace FunctionsExport.Emulators.Processes;

/// <summary>A process that this one started, with its last output lines. Disposing ends it and what it started.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 2_000;
    private const int QuotedLines = 15;
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    private readonly ChildProcessOptions _options;
    private readonly Process _process;
    private readonly OutputLines _output = new(KeptLines);
    private int _disposed;

    private ChildProcess(ChildProcessOptions options, string program)
    {
        _options = options;
        _process = new Process { StartInfo = Describe(options, program) };
        _process.OutputDataReceived += (_, e) => Received(e.Data);
        _process.ErrorDataReceived += (_, e) => Received(e.Data);
    }

    /// <summary>The operating system's process id.</summary>
    public int Pid { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <summary>The exit code, 128 + n after signal n; null while the process runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>The last lines of output and error output, oldest first, at most 2,000.</summary>
    public IReadOnlyList<string> Output => _output.Last(KeptLines);

    /// <exception cref="ChildProcessException">The program is not there or cannot be run.</exception>
    public static async Task<ChildProcess> StartAsync(ChildProcessOptions options)
    {
        var program = ProcessLauncher.FindProgram(options.FileName) ?? throw new ChildProcessException(
            $"{options.Name} cannot be started: there is no program '{options.FileName}'. Run scripts/install.sh.");
        var child = new ChildProcess(options, program);
        try
        {
            await ProcessLauncher.StartAsync(child._process, options.DiesWithParent);
        }
        catch (Win32Exception exception)
        {
            child._process.Dispose();
            throw new ChildProcessException($"{options.Name} cannot be started: {exception.Message}", exception);
        }

        child.Pid = child._process.Id;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits for a line of output that <paramref name="wanted"/> accepts, seen already or to come.</summary>
    /// <exception cref="ChildProcessException">The process ended, or the time passed, without such a line.</exception>
    public async Task<string> WaitForLineAsync(
        Func<string, bool> wanted, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var line = _output.FirstAsync(wanted, limit.Token);
        var exit = _process.WaitForExitAsync(limit.Token);
        await Task.WhenAny(line, exit);
        cancellationToken.ThrowIfCancellationRequested();
        if (exit.IsCompletedSuccessfully && !line.IsCompletedSuccessfully)
        {
            throw Failure("ended before it was ready");
        }

        return line.IsCompletedSuccessfully ? await line : throw Failure($"was not ready within {timeout}");
    }

    /// <summary>Waits for the first http or https address in the output and returns it.</summary>
    /// <exception cref="ChildProcessException">The process ended, or the time passed, without one.</exception>
    public async Task<Uri> WaitForUrlAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var line = await WaitForLineAsync(text => HttpAddress().IsMatch(text), timeout, cancellationToken);
        return new Uri(HttpAddress().Match(line).Value);
    }

    /// <summary>Kills this process alone, at once (SIGKILL), as a crash would.</summary>
    public void KillHard() => _process.Kill();

    /// <summary>Kills this process and all that it started, at once (SIGKILL).</summary>
    public void KillTree() => _process.Kill(entireProcessTree: true);

    /// <summary>Asks the process to end (SIGTERM). What it started is left to it.</summary>
    public void Terminate() => Signal(SigTerm);

    /// <summary>Interrupts the process as Ctrl-C does (SIGINT).</summary>
    public void Interrupt() => Signal(SigInt);

    /// <summary>Waits until the process has ended and all its output is read; returns the exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>An error about this process that quotes its last lines.</summary>
    public ChildProcessException Failure(string what)
    {
        var state = ExitCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $" (exit code {code})")
            : string.Create(CultureInfo.InvariantCulture, $" (process {Pid})");
        var lines = _output.Last(QuotedLines);
        var quoted = lines.Count == 0
            ? " It wrote nothing."
            : $" Its last lines:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", lines)}";
        return new ChildProcessException($"{_options.Name} {what}{state}.{quoted}");
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (!_process.HasExited)
        {
            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (Exception exception) when (exception is InvalidOperationException or AggregateException)
            {
                // It ended by itself meanwhile.
            }

            await WaitForEndAsync();
        }

        _process.Dispose();
    }

    // Not without limit: a process that left the tree can hold the output open after the end of this one.
    private async Task WaitForEndAsync()
    {
        using var limit = new CancellationTokenSource(EndTimeout);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The process itself was killed; what is left of its output is of no use.
        }
    }

    private static ProcessStartInfo Describe(ChildProcessOptions options, string program)
    {
        var info = new ProcessStartInfo(program, options.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in options.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private void Received(string? line)
    {
        if (line is not null)
        {
            _output.Add(line);
            _options.OnLine?.Invoke(line);
        }
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited && Kill(Pid, signal) != 0)
        {
            throw Failure(string.Create(CultureInfo.InvariantCulture, $"could not be sent signal {signal}"));
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    [GeneratedRegex(@"https?://[^\s""']+")]
    private static partial Regex HttpAddress();
}
