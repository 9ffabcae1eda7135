using System.Globalization;

namespace FunctionsExport.Emulators.Processes;

/// <summary>
/// An OpenSSH server of our own that gives SFTP and nothing else: free port on loopback, its own host key, files in a
/// temporary folder, one user key. It runs without root's rights, so its user is the account that runs it
/// (<see cref="RestrictedProgram.User"/>), passwords cannot be checked, and paths are those of the machine.
/// </summary>
internal sealed class Sshd : IAsyncDisposable
{
    private const int PortAttempts = 5;

    private readonly ChildProcess _process;
    private readonly TempFolder _folder;

    private Sshd(ChildProcess process, TempFolder folder, int port, SshKeyPair key, string hostKey)
    {
        _process = process;
        _folder = folder;
        Port = port;
        Key = key;
        HostKey = hostKey;
    }

    /// <summary>The port, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The one account that can log in.</summary>
    public static string User => RestrictedProgram.User;

    /// <summary>The key that the server accepts.</summary>
    public SshKeyPair Key { get; }

    /// <summary>The server's public key.</summary>
    public string HostKey { get; }

    /// <summary>The folder for files.</summary>
    public string Root => RootOf(_folder);

    public int Pid => _process.Pid;

    /// <summary>The server's last log lines.</summary>
    public IReadOnlyList<string> Output => _process.Output;

    /// <summary>The address of a folder below <see cref="Root"/>: <c>sftp://user@127.0.0.1:port/path/</c>.</summary>
    /// <param name="folder">Without slashes at its ends; empty for the root.</param>
    public string Url(string folder = "") => string.Create(
        CultureInfo.InvariantCulture,
        $"sftp://{Uri.EscapeDataString(User)}@127.0.0.1:{Port}{Root}/{(folder.Length == 0 ? "" : folder + "/")}");

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

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <exception cref="ChildProcessException">It is not installed, or did not get ready.</exception>
    public static async Task<Sshd> StartAsync(SshdOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SshdOptions();
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

    /// <summary>Kills the server and its sessions at once, as a crash of its machine would.</summary>
    public void KillHard() => _process.KillTree();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string RootOf(TempFolder folder) => folder.File("files");

    private static async Task<Sshd> StartOnceAsync(SshdOptions options, int port, CancellationToken cancellationToken)
    {
        var folder = new TempFolder("sshd");
        ChildProcess? process = null;
        try
        {
            Directory.CreateDirectory(RootOf(folder));
            var user = await SshKeyPair.CreateAsync("emulator", cancellationToken);
            var host = await SshKeyPair.CreateAsync("host", cancellationToken);
            await WritePrivateAsync(folder.File("host_key"), host.PrivateKey, cancellationToken);
            await File.WriteAllTextAsync(folder.File("authorized_keys"), user.PublicKey + "\n", cancellationToken);
            var configuration = folder.File("sshd_config");
            await File.WriteAllLinesAsync(configuration, Configure(options, port, folder), cancellationToken);
            RestrictedProgram.Give(folder.FullName);
            var (program, arguments) =
                RestrictedProgram.Describe("sshd", ["-D", "-e", "-f", configuration], options.FileSizeLimit);
            process = await ChildProcess.StartAsync(new ChildProcessOptions
            {
                Name = "sshd",
                FileName = program,
                Arguments = arguments,
                WorkingDirectory = folder.FullName,
            });
            await process.WaitForLineAsync(
                line => line.StartsWith("Server listening", StringComparison.Ordinal), options.StartTimeout, cancellationToken);
            return new Sshd(process, folder, port, user, host.PublicKey);
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

    private static async Task WritePrivateAsync(string path, string text, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(path, text, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static IEnumerable<string> Configure(SshdOptions options, int port, TempFolder folder) =>
    [
        "ListenAddress 127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"Port {port}"),
        $"HostKey {folder.File("host_key")}",
        $"AuthorizedKeysFile {folder.File("authorized_keys")}",
        "PidFile none",
        "AuthenticationMethods publickey",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        // The temporary folder's parent can be written by everybody.
        "StrictModes no",
        // An account without a password counts as locked otherwise.
        "UsePAM yes",
        "AllowTcpForwarding no",
        "AllowAgentForwarding no",
        "X11Forwarding no",
        "PermitTTY no",
        "PrintMotd no",
        "Subsystem sftp internal-sftp",
        $"ForceCommand internal-sftp -d {RootOf(folder)}",
        "LogLevel VERBOSE",
        .. options.Settings,
    ];
}
