using FunctionsExport.Rdb;
using FunctionsExport.Transfer.Gzip;

namespace FunctionsExport.Verification;

/// <summary>
/// Verifies a file while its bytes pass: an RDB, as it is or compressed by gzip. Reading, inflating and walking run at the same time,
/// each on a thread of the pool while it has work; memory does not depend on the file.
/// </summary>
internal sealed class FileVerification : IAsyncDisposable
{
    private const int InflatedPieces = 4;
    private const int InflatedLength = 1024 * 1024;
    // More than what is between an inflater and a walk, so that a fault at the RDB's end never hides one in gzip's trailer.
    private const int PiecesAfterFault = 64;
    private const byte GzipBegin = 0x1F;

    private readonly PieceQueue _file = new();
    private readonly bool _encrypted;
    private readonly bool _endsAtFault;
    private readonly CancellationToken _cancellationToken;
    private readonly Task<FileReport> _running;
    private long _size;

    /// <summary>Begins.</summary>
    /// <param name="cancellationToken">Ends it before its time.</param>
    /// <param name="encrypted">
    /// Whether the file is encrypted. It may begin with any byte, so it is not taken for what it looks like.
    /// </param>
    /// <param name="endsAtFault">
    /// Whether a fault of an RDB inside gzip settles it soon, 64 MiB inflated behind it at most. Otherwise gzip is read to its end, so
    /// that damage of the gzip file is never blamed on the RDB.
    /// </param>
    public FileVerification(CancellationToken cancellationToken, bool encrypted = false, bool endsAtFault = false)
    {
        _endsAtFault = endsAtFault;
        _cancellationToken = cancellationToken;
        _encrypted = encrypted;
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Whether all that there is to find has been found: further bytes do not change the report but for the size.</summary>
    public bool IsSettled => _running.IsCompleted;

    /// <summary>Takes the bytes that follow. They must stay as they are until the task completes, which never fails.</summary>
    public Task AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        _size += bytes.Length;
        return _file.Append(bytes);
    }

    /// <summary>Ends the file and says what was found.</summary>
    public async Task<FileReport> CompleteAsync()
    {
        _file.Complete();
        return await _running with { Size = _size };
    }

    /// <summary>Waits until no piece is in use any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _file.Complete();
        await _running.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
    }

    private async Task<FileReport> RunAsync()
    {
        try
        {
            var first = await _file.NextAsync(_cancellationToken);
            return first?.Bytes.Span[0] switch
            {
                null => Unknown("an empty file"),
                _ when _encrypted => await PassAsync(),
                GzipBegin => await InflateAsync(first),
                (byte)'R' or (byte)'V' => await WalkAsync(first),
                var other => Unknown($"{other:x2}"),
            };
        }
        finally
        {
            _file.Abandon();
        }
    }

    private static FileReport Unknown(string found) => new(
        FileKind.Unknown,
        0,
        null,
        null,
        new FileFault(FaultLayer.File, 0, "REDIS or VALKEY, as an RDB begins, or 1f 8b, as gzip does", found));

    // To the end: what is settled before its end may be left unread.
    private async Task<FileReport> PassAsync()
    {
        while (await _file.NextAsync(_cancellationToken) is not null)
        {
        }

        return new FileReport(FileKind.Encrypted, 0, null, null, null);
    }

    private async Task<FileReport> WalkAsync(Piece first)
    {
        var rdb = await WalkAsync(_file, first);
        return new FileReport(FileKind.Rdb, 0, null, rdb, FaultOf(rdb));
    }

    private async Task<RdbReport> WalkAsync(PieceQueue pieces, Piece? first)
    {
        try
        {
            var verifier = new RdbVerifier();
            var piece = first ?? await pieces.NextAsync(_cancellationToken);
            for (; piece is not null && !verifier.HasFault; piece = await pieces.NextAsync(_cancellationToken))
            {
                verifier.Append(piece.Bytes.Span);
            }

            return verifier.Complete();
        }
        finally
        {
            pieces.Abandon();
        }
    }

    private async Task<FileReport> InflateAsync(Piece first)
    {
        var inflated = new PieceQueue();
        await using var buffers = new PieceBuffers(InflatedPieces, InflatedLength);
        var next = first;
        await using var reader = new GzipReader(async token =>
        {
            var piece = next ?? await _file.NextAsync(token);
            next = null;
            return piece?.Bytes ?? default;
        });
        var walking = Task.Run(() => WalkAsync(inflated, first: null), CancellationToken.None);
        FileFault? fault = null;
        try
        {
            // On, although the walk may have ended at a fault: a file that was damaged after it was compressed and one that was
            // compressed damaged want different remedies.
            await InflateAsync(reader, buffers, inflated, () => walking.IsCompleted);
        }
        catch (GzipFaultException e)
        {
            fault = new FileFault(FaultLayer.Gzip, e.Fault.Offset, e.Fault.Expected, e.Fault.Found);
        }
        finally
        {
            inflated.Complete();
        }

        var rdb = await walking;
        return new FileReport(FileKind.GzipRdb, 0, reader.Members, rdb, fault ?? FaultOf(rdb));
    }

    private async Task InflateAsync(GzipReader reader, PieceBuffers buffers, PieceQueue inflated, Func<bool> isWalkOver)
    {
        for (var piecesAfter = 0; !_endsAtFault || piecesAfter < PiecesAfterFault; piecesAfter += isWalkOver() ? 1 : 0)
        {
            var buffer = await buffers.TakeAsync();
            var filled = 0;
            int read;
            do
            {
                read = await reader.ReadAsync(buffer.AsMemory(filled..InflatedLength), _cancellationToken);
                filled += read;
            }
            while (read > 0 && filled < InflatedLength);

            buffers.Give(inflated.Append(buffer.AsMemory(0, filled)));
            if (read == 0)
            {
                return;
            }
        }
    }

    private static FileFault? FaultOf(RdbReport rdb) =>
        rdb.Fault is { } fault ? new FileFault(FaultLayer.Rdb, fault.Offset, fault.Expected, fault.Found) : null;
}
