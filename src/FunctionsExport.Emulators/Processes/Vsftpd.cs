using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FunctionsExport.Emulators.Processes;

/// <summary>
/// A vsftpd of our own: free port on loopback, files in a temporary folder. It runs without root's rights, so it needs
/// neither root nor an account on the machine: its one user is vsftpd's anonymous user, who must give the password here.
/// Without root it cannot lock the user into the folder, so that absolute paths are those of the machine.
/// </summary>
internal sealed class Vsftpd : IAsyncDisposable
{
    /// <summary>The name of the one user; vsftpd takes <c>ftp</c> for the same.</summary>
    public const string User = "anonymous";

    private const int PortAttempts = 5;
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _process;
    private readonly TempFolder _folder;
    private readonly VsftpdOptions _options;

    private Vsftpd(ChildProcess process, TempFolder folder, VsftpdOptions options, int port, string? certificatePem)
    {
        _process = process;
        _folder = folder;
        _options = options;
        Port = port;
        CertificatePem = certificatePem;
    }

    /// <summary>The control port, on 127.0.0.1.</summary>
    public int Port { get; }

    public string Password => _options.Password;

    public FtpTls Tls => _options.Tls;

    /// <summary>The server's certificate, for localhost and 127.0.0.1: what a client trusts; null without TLS.</summary>
    public string? CertificatePem { get; }

    /// <summary>The folder that the user is in after the login.</summary>
    public string Root => RootOf(_folder);

    public int Pid => _process.Pid;

    /// <summary>
    /// The address of a folder below <see cref="Root"/>, with user and password: <c>ftp://</c> without TLS and
    /// <c>ftps://</c> with it, explicit or implicit.
    /// </summary>
    /// <param name="folder">Without slashes at its ends; empty for the root.</param>
    /// <param name="password">A password other than the right one.</param>
    public string Url(string folder = "", string? password = null)
    {
        var scheme = _options.Tls == FtpTls.None ? "ftp" : "ftps";
        var path = folder.Length == 0 ? "/" : $"/{folder}/";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{scheme}://{User}:{Uri.EscapeDataString(password ?? Password)}@127.0.0.1:{Port}{path}");
    }

    /// <summary>Makes a folder below <see cref="Root"/>.</summary>
    /// <param name="name">Its name, or a path of names.</param>
    /// <param name="writable">Whether the user may write in it.</param>
    /// <returns>Its path on this machine.</returns>
    public string CreateFolder(string name, bool writable = true)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        RestrictedProgram.Give(Root);
        if (!writable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return folder;
    }

    /// <summary>The server's log: connections, commands with their arguments, replies.</summary>
    public async Task<IReadOnlyList<string>> ReadLogAsync(CancellationToken cancellationToken = default) =>
        await File.ReadAllLinesAsync(LogOf(_folder), cancellationToken);

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <exception cref="ChildProcessException">It is not installed, or did not get ready.</exception>
    public static async Task<Vsftpd> StartAsync(VsftpdOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new VsftpdOptions();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(options, options.Port == 0 ? FreePort.Next() : options.Port, cancellationToken);
            }
            catch (ChildProcessException exception) when (options.Port == 0 && attempt < PortAttempts
                && exception.Message.Contains("could not bind", StringComparison.Ordinal))
            {
                // Somebody took the port between its choice and its use.
            }
        }
    }

    /// <summary>Kills the server and its sessions at once, as a crash of its machine would.</summary>
    public void KillHard() => _process.KillTree();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string RootOf(TempFolder folder) => folder.File("files");

    private static string LogOf(TempFolder folder) => folder.File("vsftpd.log");

    private static async Task<Vsftpd> StartOnceAsync(VsftpdOptions options, int port, CancellationToken cancellationToken)
    {
        var folder = new TempFolder("vsftpd");
        ChildProcess? process = null;
        try
        {
            Directory.CreateDirectory(RootOf(folder));
            await File.WriteAllTextAsync(folder.File("passwords"), options.Password + "\n", cancellationToken);
            await File.WriteAllTextAsync(LogOf(folder), "", cancellationToken);
            var certificate = options.Tls == FtpTls.None ? null : LoopbackCertificate.Create(DateTimeOffset.UtcNow);
            if (certificate is not null)
            {
                await File.WriteAllTextAsync(folder.File("certificate.pem"), certificate.Certificate, cancellationToken);
                await File.WriteAllTextAsync(folder.File("key.pem"), certificate.PrivateKey, cancellationToken);
            }

            var configuration = folder.File("vsftpd.conf");
            var lines = VsftpdConfiguration.Lines(options, port, folder, RootOf(folder), LogOf(folder));
            await File.WriteAllLinesAsync(configuration, lines, cancellationToken);
            RestrictedProgram.Give(folder.FullName);
            var (program, arguments) = RestrictedProgram.Describe("vsftpd", [configuration], options.FileSizeLimit);

            // vsftpd tells why it ends on its standard input, where a client would be if inetd had started it.
            arguments = ["-c", "exec \"$0\" \"$@\" 0>&1", program, .. arguments];
            process = await ChildProcess.StartAsync(new ChildProcessOptions
            {
                Name = "vsftpd",
                FileName = "sh",
                Arguments = arguments,
                WorkingDirectory = folder.FullName,
            });
            await WaitUntilReadyAsync(process, port, LogOf(folder), options.StartTimeout, cancellationToken);
            return new Vsftpd(process, folder, options, port, certificate?.Certificate);
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

    private static async Task WaitUntilReadyAsync(
        ChildProcess process, int port, string log, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            while (!await AnswersAsync(port, log, limit.Token))
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

    // The log is looked at because another server may have taken the port: ours writes each connection into it.
    private static async Task<bool> AnswersAsync(int port, string log, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return (await File.ReadAllTextAsync(log, cancellationToken)).Contains("CONNECT", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
