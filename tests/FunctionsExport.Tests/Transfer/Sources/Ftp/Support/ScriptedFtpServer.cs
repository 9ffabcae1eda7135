using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FunctionsExport.Tests.Transfer.Sources.Ftp.Support;

/// <summary>An FTP server that says what a test has it say: for servers that no sane program would be.</summary>
internal sealed class ScriptedFtpServer : IAsyncDisposable
{
    private readonly TcpListener _control = new(IPAddress.Loopback, 0);
    private readonly TcpListener _data = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, string> _replies = new(StringComparer.Ordinal)
    {
        [""] = "220 ready",
        ["USER"] = "331 password",
        ["PASS"] = "230 in",
        ["FEAT"] = "211-Features:\r\n MLST size*;type*;\r\n SIZE\r\n MDTM\r\n REST STREAM\r\n211 End",
        ["TYPE"] = "200 binary",
        ["CWD"] = "250 there",
        ["SIZE"] = "213 5",
        ["MDTM"] = "213 20260801020000",
        ["REST"] = "350 go on",
        ["MLSD"] = "150 here it comes",
        ["LIST"] = "150 here it comes",
        ["RETR"] = "150 here it comes",
        ["DELE"] = "250 gone",
        ["QUIT"] = "221 bye",
    };

    private readonly List<string> _commands = [];
    private readonly Task _serving;

    private ScriptedFtpServer()
    {
        _control.Start();
        _data.Start();
        Says("EPSV", $"229 Extended ({'|'}||{((IPEndPoint)_data.LocalEndpoint).Port}|)");
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_control.LocalEndpoint).Port;

    public int DataPort => ((IPEndPoint)_data.LocalEndpoint).Port;

    /// <summary>What a data connection sends; null sends nothing and stays open.</summary>
    public string? Data { get; set; } = "";

    /// <summary>The reply after the data; null for none, the connection closed.</summary>
    public string? AfterData { get; set; } = "226 done";

    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_commands)
            {
                return [.. _commands];
            }
        }
    }

    public static ScriptedFtpServer Start() => new();

    /// <summary>Replaces the reply to a command; the greeting is that to the empty one.</summary>
    public ScriptedFtpServer Says(string command, string reply)
    {
        _replies[command] = reply;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _control.Stop();
        _data.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _control.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException || _stop.IsCancellationRequested)
        {
            // The end of the test, or of the client.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await WriteAsync(stream, _replies[""]);
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            lock (_commands)
            {
                _commands.Add(line);
            }

            var command = line.Split(' ')[0];
            var reply = _replies.GetValueOrDefault(command, "500 what?");
            await WriteAsync(stream, reply);
            if (reply.StartsWith("150", StringComparison.Ordinal))
            {
                if (Data is null)
                {
                    continue;
                }

                using (var data = await _data.AcceptTcpClientAsync(_stop.Token))
                {
                    await data.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Data), _stop.Token);
                }

                if (AfterData is null)
                {
                    return;
                }

                await WriteAsync(stream, AfterData);
            }
        }
    }

    /// <summary>A reply that ends in an ellipsis goes on for ever.</summary>
    private async Task WriteAsync(NetworkStream stream, string reply)
    {
        var endless = reply.EndsWith('…');
        var text = Encoding.UTF8.GetBytes(endless ? reply[..^1] : reply + "\r\n");
        do
        {
            await stream.WriteAsync(text, _stop.Token);
        }
        while (endless);
    }
}
