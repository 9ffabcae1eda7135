using System.Net.Security;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>The data connection of one transfer.</summary>
internal sealed class FtpData(FtpConnection connection, FtpClock clock, Stream stream) : IAsyncDisposable
{
    private bool _ended;

    /// <summary>Whether the server has confirmed that all was sent.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Reads; 0 at the end of what the server sends.</summary>
    public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        clock.RunAsync("Reading from the FTP server", token => stream.ReadAsync(buffer, token).AsTask(), cancellationToken);

    /// <summary>Ends a transfer whose data have come to their end: the server says whether that is all.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        if (stream is SslStream tls)
        {
            // Some servers wait for our end of the session before they reply.
            await clock.RunAsync("Ending the data connection", _ => tls.ShutdownAsync(), cancellationToken);
        }

        await stream.DisposeAsync();
        await connection.EndTransferAsync(cancellationToken);
        IsConfirmed = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!IsConfirmed)
        {
            // What the server says next would answer another question.
            connection.Abandon();
        }

        await stream.DisposeAsync();
    }
}
