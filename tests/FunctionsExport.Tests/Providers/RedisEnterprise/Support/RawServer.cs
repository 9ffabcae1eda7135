using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>A TCP server whose every connection is handled by the test's own code: for failures below HTTP.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    private RawServer(Func<int, NetworkStream, CancellationToken, Task> connection)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(connection);
    }

    public int Port { get; }

    public string Endpoint => $"https://localhost:{Port}";

    /// <param name="connection">Gets the connection's number, from 1, and its stream; the connection is reset when it ends.</param>
    public static RawServer Start(Func<int, NetworkStream, CancellationToken, Task> connection) => new(connection);

    /// <summary>Does the server's part of the TLS handshake.</summary>
    public static async Task<SslStream> TlsAsync(Stream stream, CancellationToken stop)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        var options = new SslServerAuthenticationOptions { ServerCertificate = TestCertificates.Localhost };
        await tls.AuthenticateAsServerAsync(options, stop);
        return tls;
    }

    /// <summary>Reads a request with its body and returns its text.</summary>
    public static async Task<string> ReadRequestAsync(Stream stream, CancellationToken stop)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, stop);
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            if (count == 0 || IsComplete(text.ToString()))
            {
                return text.ToString();
            }
        }
    }

    public static async Task WriteAsync(Stream stream, string text, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n")), stop);
        await stream.FlushAsync(stop);
    }

    public void StopListening() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private static bool IsComplete(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var length = text[..end].Split("\r\n")
            .Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(l => int.Parse(l.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))
            .FirstOrDefault();
        return text.Length >= end + 4 + length;
    }

    private async Task AcceptAsync(Func<int, NetworkStream, CancellationToken, Task> connection)
    {
        try
        {
            for (var number = 1; ; number++)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connections.Add(HandleAsync(number, client, connection));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The end of the listener is the end of the test.
        }
    }

    private async Task HandleAsync(
        int number, TcpClient client, Func<int, NetworkStream, CancellationToken, Task> connection)
    {
        using (client)
        {
            try
            {
                await connection(number, client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, which the test expects or sees by itself.
            }
        }
    }
}
