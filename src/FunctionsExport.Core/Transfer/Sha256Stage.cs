using System.Security.Cryptography;
using FunctionsExport.Verification;

namespace FunctionsExport.Transfer;

/// <summary>The SHA-256 of bytes that pass, on a thread of its own: it is the slowest of what is computed.</summary>
internal sealed class Sha256Stage : IAsyncDisposable
{
    private readonly PieceQueue _pieces = new();
    private readonly Task<string> _running;

    /// <param name="cancellationToken">Ends it before its time.</param>
    public Sha256Stage(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => RunAsync(cancellationToken), CancellationToken.None);
    }

    /// <summary>Takes the bytes that follow. They must stay as they are until the task completes, which never fails.</summary>
    public Task Append(ReadOnlyMemory<byte> bytes) => _pieces.Append(bytes);

    /// <summary>Ends it; the digest in lower-case hexadecimal.</summary>
    public Task<string> CompleteAsync()
    {
        _pieces.Complete();
        return _running;
    }

    public async ValueTask DisposeAsync()
    {
        _pieces.Complete();
        await _running.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            while (await _pieces.NextAsync(cancellationToken) is { } piece)
            {
                sha256.AppendData(piece.Bytes.Span);
            }

            return Convert.ToHexStringLower(sha256.GetHashAndReset());
        }
        finally
        {
            _pieces.Abandon();
        }
    }
}
