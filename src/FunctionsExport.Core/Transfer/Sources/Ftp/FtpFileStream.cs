namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>A file that is being transferred. It ends where the server has confirmed the end, and owns its conversation.</summary>
/// <param name="connection">The conversation.</param>
/// <param name="data">Its data connection.</param>
/// <param name="length">How many bytes are to come.</param>
internal sealed class FtpFileStream(FtpConnection connection, FtpData data, long length) : ReadOnlyStream
{
    private long _read;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended || buffer.IsEmpty)
        {
            return 0;
        }

        var read = await data.ReadAsync(buffer, cancellationToken);
        _read += read;
        if (_read > length)
        {
            throw new FtpException(FtpFailure.Broken, $"The FTP server has sent more than the {length} bytes that were to come.");
        }

        if (read == 0)
        {
            _ended = true;
            await EndAsync(cancellationToken);
        }

        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        await data.DisposeAsync();
        await connection.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            data.DisposeAsync().AsTask().GetAwaiter().GetResult();
            connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await data.EndAsync(cancellationToken);
        }
        catch (FtpException e) when (_read == length && e.Failure is FtpFailure.Broken or FtpFailure.TimedOut && e.Code is null)
        {
            // A firewall has forgotten the control connection, silent during a long transfer; every byte is there.
        }

        if (_read < length)
        {
            throw new FtpException(FtpFailure.Broken, $"The FTP server has sent {_read} bytes where {length} were to come.");
        }
    }
}
