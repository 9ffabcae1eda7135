using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace FunctionsExport.Emulators.Redis;

/// <summary>
/// A small client of a redis-server: commands one by one, or many at once (pipelined). For one user at a time.
/// </summary>
internal sealed class RespConnection : IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly PipeWriter _writer;
    private readonly RespReader _reader;
    private int _queued;

    private RespConnection(TcpClient client)
    {
        _client = client;
        _writer = PipeWriter.Create(client.GetStream());
        _reader = new RespReader(PipeReader.Create(client.GetStream()));
    }

    /// <summary>Connects, and authenticates when the address has a password.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    /// <exception cref="RedisErrorException">The password is refused.</exception>
    public static async Task<RespConnection> ConnectAsync(
        RedisAddress address, CancellationToken cancellationToken = default)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(address.Host, address.Port, cancellationToken);
            var connection = new RespConnection(client);
            if (address.Password is { } password)
            {
                await connection.CallAsync(["AUTH", password], cancellationToken);
            }

            return connection;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends one command and returns its answer.</summary>
    /// <exception cref="RedisErrorException">The server answered with an error.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<RespValue> CallAsync(IReadOnlyList<string> command, CancellationToken cancellationToken = default)
    {
        if (_queued != 0)
        {
            throw new InvalidOperationException("Commands are queued; flush them first.");
        }

        Write(command);
        await _writer.FlushAsync(cancellationToken);
        var value = await _reader.ReadAsync(cancellationToken);
        return value.Kind == RespKind.Error ? throw new RedisErrorException(value.Text) : value;
    }

    /// <summary>Adds a command to those that <see cref="FlushAsync"/> sends, and returns how many are queued.</summary>
    public int Queue(params IReadOnlyList<string> command)
    {
        Write(command);
        return ++_queued;
    }

    /// <summary>Sends what is queued and reads all the answers.</summary>
    /// <exception cref="RedisErrorException">At least one answer is an error; all the answers were read.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await _writer.FlushAsync(cancellationToken);
        RespValue? error = null;
        for (; _queued > 0; _queued--)
        {
            var value = await _reader.ReadAsync(cancellationToken);
            error ??= value.Kind == RespKind.Error ? value : null;
        }

        if (error is not null)
        {
            throw new RedisErrorException(error.Text);
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Write(IReadOnlyList<string> command)
    {
        WriteHeader('*', command.Count);
        foreach (var argument in command)
        {
            WriteHeader('$', Encoding.UTF8.GetByteCount(argument));
            Encoding.UTF8.GetBytes(argument, _writer);
            _writer.Write("\r\n"u8);
        }
    }

    private void WriteHeader(char marker, int number)
    {
        var span = _writer.GetSpan(16);
        span[0] = (byte)marker;
        number.TryFormat(span[1..], out var written, provider: CultureInfo.InvariantCulture);
        "\r\n"u8.CopyTo(span[(written + 1)..]);
        _writer.Advance(written + 3);
    }
}
