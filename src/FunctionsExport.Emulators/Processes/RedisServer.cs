using System.Globalization;
using System.Net.Sockets;
using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.Processes;

/// <summary>A redis-server of our own: free port on loopback, data in a temporary folder, saves only when told.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _process;
    private readonly TempFolder _folder;

    private RedisServer(ChildProcess process, TempFolder folder, RedisAddress address)
    {
        _process = process;
        _folder = folder;
        Address = address;
    }

    public RedisAddress Address { get; }

    public int Pid => _process.Pid;

    /// <summary>The folder of the server's configuration and of its dump.rdb.</summary>
    public string DataFolder => _folder.FullName;

    /// <summary>The server's last log lines.</summary>
    public IReadOnlyList<string> Output => _process.Output;

    /// <summary>Starts a server and waits until it has loaded its data and answers.</summary>
    /// <exception cref="ChildProcessException">It could not be started or did not get ready.</exception>
    public static async Task<RedisServer> StartAsync(
        RedisServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RedisServerOptions();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(options, FreePort.Next(), cancellationToken);
            }
            catch (ChildProcessException exception)
                when (attempt < PortAttempts && exception.Message.Contains("in use", StringComparison.Ordinal))
            {
                // Somebody took the port between its choice and its use.
            }
        }
    }

    /// <summary>A new connection, authenticated.</summary>
    public Task<RespConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        RespConnection.ConnectAsync(Address, cancellationToken);

    /// <summary>Runs one command on a connection of its own.</summary>
    public async Task<RespValue> CallAsync(params string[] command)
    {
        await using var connection = await ConnectAsync();
        return await connection.CallAsync(command);
    }

    /// <summary>DEBUG DIGEST: 40 hexadecimal digits over all keys, values and whether they expire; 0s when empty.</summary>
    public async Task<string> DigestAsync() => (await CallAsync("DEBUG", "DIGEST")).Text;

    /// <summary>How many keys the server holds.</summary>
    public async Task<long> CountKeysAsync() => (await CallAsync("DBSIZE")).Integer;

    /// <summary>Kills the server at once, as a crash would.</summary>
    public void KillHard() => _process.KillHard();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<RedisServer> StartOnceAsync(
        RedisServerOptions options, int port, CancellationToken cancellationToken)
    {
        var folder = new TempFolder("redis");
        ChildProcess? process = null;
        try
        {
            if (options.LoadFrom is { } source)
            {
                File.Copy(source, folder.File("dump.rdb"));
            }

            var configuration = folder.File("redis.conf");
            await File.WriteAllLinesAsync(configuration, Configure(options, port, folder.FullName), cancellationToken);
            process = await ChildProcess.StartAsync(new ChildProcessOptions
            {
                Name = "redis-server",
                FileName = options.Program,
                Arguments = [configuration],
                WorkingDirectory = folder.FullName,
            });
            var address = new RedisAddress("127.0.0.1", port, options.Password);
            await WaitUntilReadyAsync(process, address, options.StartTimeout, cancellationToken);
            return new RedisServer(process, folder, address);
        }
        catch
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }

            folder.Dispose();
            throw;
        }
    }

    // A file, not arguments: other users of the machine can read a process's arguments, and the password is among them.
    private static List<string> Configure(RedisServerOptions options, int port, string folder)
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"port {port}"),
            "bind 127.0.0.1",
            $"dir \"{folder}\"",
            "dbfilename dump.rdb",
            "daemonize no",
            "appendonly no",
            "save \"\"",
        };
        if (options.Debug)
        {
            lines.Add("enable-debug-command local");
        }

        if (options.Password is { } password)
        {
            lines.Add($"requirepass \"{password.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        }

        lines.AddRange(options.Settings);
        return lines;
    }

    private static async Task WaitUntilReadyAsync(
        ChildProcess process, RedisAddress address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            while (!await AnswersAsync(process.Pid, address, limit.Token))
            {
                if (process.HasExited)
                {
                    await process.WaitForExitAsync(limit.Token);
                    throw process.Failure("ended before it was ready");
                }

                await Task.Delay(ReadyPoll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw process.Failure($"was not ready within {timeout}");
        }
    }

    // The process id is compared because another server may have taken the port.
    private static async Task<bool> AnswersAsync(int pid, RedisAddress address, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await RespConnection.ConnectAsync(address, cancellationToken);
            await connection.CallAsync(["PING"], cancellationToken);
            var info = RedisInfo.Parse((await connection.CallAsync(["INFO", "server"], cancellationToken)).Text);
            return info["process_id"] == pid.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is SocketException or IOException or RedisErrorException)
        {
            return false;
        }
    }
}
