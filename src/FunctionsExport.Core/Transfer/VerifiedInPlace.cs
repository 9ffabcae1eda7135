using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Verification;

namespace FunctionsExport.Transfer;

/// <summary>Verifies a file where it lies: read once, checked as a copy is, and left there.</summary>
/// <param name="file">The file, with the size that it must have.</param>
/// <param name="ensureOwned">Asked before the file is read, and after every few pieces; throws when the export is to stop.</param>
internal sealed class VerifiedInPlace(ExportedFile file, Func<CancellationToken, Task> ensureOwned)
{
    private const int PieceSize = 4 * 1024 * 1024;
    private const int PiecesBetweenQuestions = 8;

    private ulong _crc;
    private long _read;

    /// <summary>Verifies the file.</summary>
    /// <param name="open">Opens a range of the file.</param>
    /// <param name="cancellationToken">Ends it before its time.</param>
    /// <exception cref="ExportFaultException">The source or a check has failed; its code tells which.</exception>
    public async Task<FetchedFile> RunAsync(
        Func<FileRange, CancellationToken, Task<OpenedFile>> open, CancellationToken cancellationToken)
    {
        await ensureOwned(cancellationToken);
        await using var source = await open(FileRange.All, cancellationToken);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var report = await ReadAsync(source.Content, sha256, cancellationToken);
        if (file.Size is { } size && _read != size)
        {
            throw Corrupt($"{file.Name} has {_read} bytes, where {size} were listed.", retry: true);
        }

        if (report.Fault is { } fault)
        {
            throw Corrupt($"{file.Name} fails its verification {fault}. Take the export again.", retry: false);
        }

        return new FetchedFile(
            Blob: null,
            _read,
            Convert.ToHexStringLower(sha256.GetHashAndReset()),
            _crc.ToString("x16", CultureInfo.InvariantCulture),
            report.Proof,
            [.. FileReportChecks.Of(report, file.Size is not null)],
            report.Rdb is null ? null : RdbMetadata.FactsOf(report.Rdb));
    }

    private async Task<FileReport> ReadAsync(Stream source, IncrementalHash sha256, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var verification = new FileVerification(stop.Token, file.Encrypted);
        byte[][] buffers = [ArrayPool<byte>.Shared.Rent(PieceSize), ArrayPool<byte>.Shared.Rent(PieceSize)];
        Task[] verified = [Task.CompletedTask, Task.CompletedTask];
        try
        {
            for (var piece = 0; ; piece++)
            {
                var (buffer, turn) = (buffers[piece % 2], piece % 2);
                await verified[turn];
                var length = await ReadPieceAsync(source, buffer, stop.Token);
                if (length == 0)
                {
                    return await verification.CompleteAsync();
                }

                verified[turn] = verification.AppendAsync(buffer.AsMemory(0, length));
                sha256.AppendData(buffer, 0, length);
                _crc = Crc64.Append(_crc, buffer.AsSpan(0, length));
                _read += length;
                if (piece % PiecesBetweenQuestions == PiecesBetweenQuestions - 1)
                {
                    await ensureOwned(stop.Token);
                }
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            // The verification may still look at what it was given.
            await verification.DisposeAsync();
            Array.ForEach(buffers, b => ArrayPool<byte>.Shared.Return(b));
        }
    }

    private async Task<int> ReadPieceAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAtLeastAsync(
                buffer.AsMemory(0, PieceSize), PieceSize, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExportFaultException(
                new ExportFault(
                    FaultCodes.Unavailable,
                    $"Reading {file.Name} from the export location failed after {_read} of {file.Size} bytes.",
                    Retry: true),
                innerException: e);
        }
    }

    private static ExportFaultException Corrupt(string message, bool retry) =>
        new(new ExportFault(FaultCodes.Corrupt, message, retry));
}
