using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>
/// A conversation with an FTP server (RFC 959, 2228, 2389, 2428, 3659, 4217): logged in, in binary mode, passive. One thing at a
/// time; a transfer that is given up ends it.
/// </summary>
internal sealed class FtpConnection : IAsyncDisposable
{
    private const int MaxGreetings = 10;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    private readonly FtpServer _server;
    private readonly FtpClock _clock;
    private readonly string _spelling;
    private readonly IPAddress _address;
    private readonly HashSet<string> _features = new(StringComparer.OrdinalIgnoreCase);
    private Stream _stream;
    private FtpReplies _replies;
    private bool _plainPassive;
    private bool _ended;
    private bool _disposed;

    private FtpConnection(FtpServer server, FtpClock clock, Socket socket)
    {
        _server = server;
        _clock = clock;
        _spelling = TlsSpellings.Shared.Lend(server.Host);
        var address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        _address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _replies = new FtpReplies(_stream);
    }

    /// <summary>Connects and logs in.</summary>
    /// <exception cref="FtpException">It cannot be done.</exception>
    public static async Task<FtpConnection> OpenAsync(FtpServer server, TimeProvider time, CancellationToken cancellationToken)
    {
        var clock = new FtpClock(server.Timeout, time);
        var socket = await ConnectAsync(clock, new DnsEndPoint(server.Host, server.Port), cancellationToken);

        // A long transfer leaves this connection silent, and firewalls forget silent ones.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)KeepAlive.TotalSeconds);
        var connection = new FtpConnection(server, clock, socket);
        try
        {
            await connection.BeginAsync(cancellationToken);
            return connection;
        }
        catch
        {
            connection._ended = true;
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Enters a directory; one without a leading slash is below the one that the server begins in.</summary>
    public async Task EnterAsync(string directory, CancellationToken cancellationToken)
    {
        if (directory.Length > 0)
        {
            Expect(await SendAsync("CWD", directory, cancellationToken), FtpFailure.NoDirectory, "The directory cannot be entered.");
        }
    }

    /// <summary>The files in the current directory.</summary>
    public async Task<IReadOnlyList<FtpEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var machine = _features.Contains("MLST") || _features.Contains("MLSD");
        await using var data = await TransferAsync(machine ? "MLSD" : "LIST", null, FtpFailure.NoDirectory, cancellationToken);
        return await new FtpDirectory(data, machine ? FtpListing.FromMlsd : FtpListing.FromList).ReadAsync(cancellationToken);
    }

    /// <summary>A file's size in bytes; null when there is no such file. Servers that cannot say it are refused.</summary>
    public async Task<long?> FindSizeAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await SendAsync("SIZE", name, cancellationToken);
        if (reply.Code == 550)
        {
            return null;
        }

        Expect(reply, FtpFailure.Refused, "The FTP server does not say how large a file is (SIZE).");
        return FtpListing.SizeOf(reply.Lines[^1].Trim())
            ?? throw new FtpException(FtpFailure.BadReply, "The FTP server's answer to SIZE is no size.", reply.Code);
    }

    /// <summary>When a file was last written, <c>yyyyMMddHHmmss</c> in UTC; null when the server does not say.</summary>
    public async Task<string?> FindModifiedAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await SendAsync("MDTM", name, cancellationToken);
        return reply.Code == 213 ? FtpListing.TimeOf(reply.Lines[^1].Trim()) : null;
    }

    /// <summary>Opens a file for reading; null when the server cannot begin at an offset.</summary>
    /// <param name="name">The file, in the current directory.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">How many bytes there are from there.</param>
    /// <param name="cancellationToken">Ends the opening before its time.</param>
    /// <returns>The bytes. The stream owns this conversation from now on.</returns>
    public async Task<Stream?> OpenReadAsync(string name, long offset, long length, CancellationToken cancellationToken)
    {
        if (offset > 0)
        {
            var reply = await SendAsync("REST", offset.ToString(CultureInfo.InvariantCulture), cancellationToken);
            if (reply.Code != 350)
            {
                return null;
            }
        }

        var data = await TransferAsync("RETR", name, FtpFailure.NoFile, cancellationToken);
        return new FtpFileStream(this, data, length);
    }

    /// <summary>Removes a file; false when there is none.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await SendAsync("DELE", name, cancellationToken);
        if (reply.Code == 550 && await FindSizeAsync(name, cancellationToken) is null)
        {
            return false;
        }

        Expect(reply, FtpFailure.Refused, "The FTP server does not remove a file.");
        return true;
    }

    /// <summary>Reads the reply that ends a transfer.</summary>
    internal async Task EndTransferAsync(CancellationToken cancellationToken) =>
        Expect(await ReadAsync(cancellationToken), FtpFailure.Broken, "The FTP server has broken the transfer off.");

    /// <summary>Gives the conversation up: nothing more is said.</summary>
    internal void Abandon() => _ended = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_ended)
        {
            _ended = true;
            try
            {
                await WriteAsync("QUIT", null, CancellationToken.None);
            }
            catch (FtpException)
            {
                // A courtesy.
            }
        }

        await _stream.DisposeAsync();
        TlsSpellings.Shared.Return(_spelling);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_server.Security == FtpSecurity.Implicit)
        {
            await ProtectAsync(cancellationToken);
        }

        var greeting = await ReadAsync(cancellationToken);
        for (var more = 1; greeting.IsPreliminary && more < MaxGreetings; more++)
        {
            greeting = await ReadAsync(cancellationToken);
        }

        Expect(greeting, FtpFailure.Refused, "The FTP server refuses the connection.");
        if (_server.Security == FtpSecurity.Explicit)
        {
            Expect(await SendAsync("AUTH", "TLS", cancellationToken), FtpFailure.NoTls, "The FTP server does not offer TLS (AUTH).");
            if (_replies.HasMore)
            {
                // What came in clear after the answer would be taken for protected.
                throw new FtpException(FtpFailure.BadReply, "The FTP server has written more before TLS than it may.");
            }

            await ProtectAsync(cancellationToken);
        }

        await LogInAsync(cancellationToken);
        await AskFeaturesAsync(cancellationToken);
        if (_server.Security != FtpSecurity.None)
        {
            const string message = "The FTP server does not protect data connections (PROT P).";
            Expect(await SendAsync("PBSZ", "0", cancellationToken), FtpFailure.NoTls, message);
            Expect(await SendAsync("PROT", "P", cancellationToken), FtpFailure.NoTls, message);
        }

        Expect(await SendAsync("TYPE", "I", cancellationToken), FtpFailure.Refused, "The FTP server knows no binary mode.");
    }

    private async Task ProtectAsync(CancellationToken cancellationToken)
    {
        _stream = await _clock.RunAsync(
            "The TLS handshake with the FTP server", token => FtpTls.AuthenticateAsync(_stream, _server, _spelling, token), cancellationToken);
        _replies = new FtpReplies(_stream);
    }

    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        const string message = "The FTP server refuses the user or the password.";
        var reply = await SendAsync("USER", _server.Username, cancellationToken);
        if (reply.Code == 331)
        {
            reply = await SendAsync("PASS", _server.Password, cancellationToken);
        }

        Expect(reply, FtpFailure.LoginRefused, message);
    }

    private async Task AskFeaturesAsync(CancellationToken cancellationToken)
    {
        var reply = await SendAsync("FEAT", null, cancellationToken);
        if (reply.IsDone)
        {
            _features.UnionWith(reply.Lines.Select(l => l.Trim().Split(' ')[0]).Where(f => f.Length > 0));
        }

        if (_features.Contains("UTF8"))
        {
            // Some servers want to be asked; others have it on and refuse the question.
            await SendAsync("OPTS", "UTF8 ON", cancellationToken);
        }
    }

    /// <summary>Opens a data connection and has the server use it.</summary>
    private async Task<FtpData> TransferAsync(
        string command, string? argument, FtpFailure refusal, CancellationToken cancellationToken)
    {
        var port = await AskPortAsync(cancellationToken);
        var data = new NetworkStream(
            await ConnectAsync(_clock, new IPEndPoint(_address, port), cancellationToken), ownsSocket: true);
        try
        {
            var reply = await SendAsync(command, argument, cancellationToken);
            if (!reply.IsPreliminary)
            {
                Expect(reply, refusal, "The FTP server does not begin the transfer.");
                throw new FtpException(FtpFailure.BadReply, "The FTP server ends a transfer that it has not begun.", reply.Code);
            }

            return new FtpData(
                this,
                _clock,
                _server.Security == FtpSecurity.None ? data : await ProtectDataAsync(data, cancellationToken));
        }
        catch
        {
            _ended = true;
            await data.DisposeAsync();
            throw;
        }
    }

    private async Task<Stream> ProtectDataAsync(NetworkStream data, CancellationToken cancellationToken)
    {
        try
        {
            return await _clock.RunAsync(
                "The TLS handshake of the data connection",
                token => FtpTls.AuthenticateAsync(data, _server, _spelling, token),
                cancellationToken);
        }
        catch (FtpException e) when (e.Failure is FtpFailure.Broken or FtpFailure.NoTls)
        {
            // The reply tells why, where the server refuses the session.
            await EndTransferAsync(cancellationToken);
            throw;
        }
    }

    private async Task<int> AskPortAsync(CancellationToken cancellationToken)
    {
        if (!_plainPassive)
        {
            var extended = await SendAsync("EPSV", null, cancellationToken);
            if (extended.Code == 229)
            {
                return FtpPassive.ExtendedPortOf(extended);
            }

            _plainPassive = true;
        }

        var reply = await SendAsync("PASV", null, cancellationToken);
        return reply.Code == 227
            ? FtpPassive.PortOf(reply, _address)
            : throw Refusal(reply, FtpFailure.Refused, "The FTP server offers no passive mode (EPSV, PASV).");
    }

    private async Task<FtpReply> SendAsync(string command, string? argument, CancellationToken cancellationToken)
    {
        await WriteAsync(command, argument, cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private Task WriteAsync(string command, string? argument, CancellationToken cancellationToken)
    {
        if (argument is not null && (argument.Length == 0 || argument.Any(char.IsControl)))
        {
            // A line break would begin a command of its own.
            throw new FtpException(FtpFailure.BadReply, $"What was to be sent with {command} is empty or has control characters.");
        }

        var line = Encoding.UTF8.GetBytes(argument is null ? $"{command}\r\n" : $"{command} {argument}\r\n");
        return _clock.RunAsync(
            $"Sending {command} to the FTP server",
            async token =>
            {
                await _stream.WriteAsync(line, token);
                await _stream.FlushAsync(token);
            },
            cancellationToken);
    }

    private Task<FtpReply> ReadAsync(CancellationToken cancellationToken) =>
        _clock.RunAsync("The FTP server's reply", _replies.ReadAsync, cancellationToken);

    private static void Expect(FtpReply reply, FtpFailure refusal, string message)
    {
        if (!reply.IsDone)
        {
            throw Refusal(reply, refusal, message);
        }
    }

    private static FtpException Refusal(FtpReply reply, FtpFailure refusal, string message) => reply switch
    {
        { IsAboutSessionReuse: true } => new FtpException(
            FtpFailure.SessionNotReused, "The FTP server demands that data connections resume the TLS session.", reply.Code),
        { IsTransient: true } => new FtpException(
            FtpFailure.Busy, "The FTP server cannot do that now.", reply.Code),
        _ => new FtpException(refusal, message, reply.Code),
    };

    private static Task<Socket> ConnectAsync(FtpClock clock, EndPoint endPoint, CancellationToken cancellationToken) =>
        clock.RunAsync(
            "Connecting to the FTP server",
            async token =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(endPoint, token);
                    return socket;
                }
                catch (SocketException e)
                {
                    socket.Dispose();
                    throw new FtpException(
                        FtpFailure.Unreachable, "The FTP server cannot be connected to.", innerException: e);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
            cancellationToken);
}
