using FunctionsExport.Providers;

namespace FunctionsExport.Transfer.Sources;

/// <summary>Reads a part of a file forward, and goes on where it was when the source fails.</summary>
/// <param name="file">The file.</param>
/// <param name="offset">Where the part begins.</param>
/// <param name="length">Its length in bytes; null for all to the file's end.</param>
/// <param name="opened">The file opened there; null when it is yet to be opened.</param>
internal sealed class SourceRange(SourceFile file, long offset, long? length, OpenedFile? opened = null) : IAsyncDisposable
{
    private readonly SourceAttempts _attempts = new(file, offset);
    private readonly long? _end = offset + length;
    private OpenedFile? _opened = opened;
    private long _position = offset;

    private TransferOptions Options => file.Options;

    private bool IsAtEnd => _position == (_end ?? file.Size);

    /// <summary>The next bytes; 0 at the end.</summary>
    /// <exception cref="ExportFaultException">The source has failed too often, or for good.</exception>
    /// <exception cref="StartOverException">The file is another one now.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (_opened is null && IsAtEnd)
                {
                    return 0;
                }

                _opened ??= await file.OpenAsync(_position, _end - _position, cancellationToken);
                return await ReadOpenedAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (SourceAttempts.IsFailure(e))
            {
                await DisposeAsync();
                await _attempts.FailedAsync(e, _position, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_opened is { } opened)
        {
            _opened = null;
            await opened.DisposeAsync();
        }
    }

    private async Task<int> ReadOpenedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var most = Options.RateLimit is { } limit ? Math.Min(buffer.Length, limit.LargestRead) : buffer.Length;
        // A part is left where it ends, a file is not: one that goes on is noticed.
        if (_end is not null)
        {
            most = (int)Math.Min(most, _end.Value - _position);
        }

        var count = most == 0 ? 0 : await _opened!.Content.ReadAsync(buffer[..most], cancellationToken);
        _position += count;
        if (_position > file.Size)
        {
            throw file.TooLong();
        }

        if (count == 0 && !IsAtEnd && (_end ?? file.Size) is not null)
        {
            throw file.TooShort(_position);
        }

        if (count > 0 && Options.RateLimit is not null)
        {
            await Options.RateLimit.SpendAsync(count, cancellationToken);
        }

        return count;
    }
}
