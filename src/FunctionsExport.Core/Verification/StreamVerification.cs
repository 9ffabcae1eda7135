namespace FunctionsExport.Verification;

/// <summary>Verifies what a stream gives, reading ahead while the verification works.</summary>
internal static class StreamVerification
{
    private const int Pieces = 4;
    private const int PieceLength = 1024 * 1024;

    /// <summary>Reads the stream to its end, or to where it is known to be bad.</summary>
    /// <param name="stream">What to verify; left open.</param>
    /// <param name="progress">Told how many bytes have been read, after each piece.</param>
    /// <param name="cancellationToken">Ends it before its time, between two reads.</param>
    /// <exception cref="IOException">The stream cannot be read any further.</exception>
    public static Task<FileReport> RunAsync(Stream stream, Action<long>? progress, CancellationToken cancellationToken) =>
        // Reads are synchronous: of a file that is in memory they return at once, and the thread has nothing else to do.
        Task.Run(() => ReadAsync(stream, progress, cancellationToken), cancellationToken);

    private static async Task<FileReport> ReadAsync(Stream stream, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var verification = new FileVerification(stop.Token);
        await using var buffers = new PieceBuffers(Pieces, PieceLength);
        long total = 0;
        try
        {
            while (!verification.IsSettled)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var buffer = await buffers.TakeAsync();
                // Whole pieces, from a pipe too: what is kept of each piece then adds up to little before it is collected.
                var read = stream.ReadAtLeast(buffer.AsSpan(0, PieceLength), PieceLength, throwOnEndOfStream: false);
                if (read == 0)
                {
                    break;
                }

                buffers.Give(verification.AppendAsync(buffer.AsMemory(0, read)));
                total += read;
                progress?.Invoke(total);
            }

            return await verification.CompleteAsync();
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
