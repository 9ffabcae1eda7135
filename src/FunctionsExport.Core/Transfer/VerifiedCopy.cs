using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Azure;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Verification;

namespace FunctionsExport.Transfer;

/// <summary>
/// Brings one file to a block blob: read once, checked on the way, staged in blocks, committed only when every check holds. Memory
/// is bounded by the blocks in flight, whatever the file's size.
/// </summary>
/// <param name="target">The blob.</param>
/// <param name="file">The file, with the size that it must have.</param>
/// <param name="ensureOwned">
/// Asked before the first block, after every few and before the commit; throws when the export is to stop.
/// </param>
internal sealed class VerifiedCopy(BlobTarget target, ExportedFile file, Func<CancellationToken, Task> ensureOwned)
{
    private readonly List<string> _blockIds = [];
    private readonly int _blockSize = BlockPlan.BlockSizeFor(file.Size ?? 0);
    private long _read;

    /// <summary>Copies the file.</summary>
    /// <param name="open">Opens a range of the file.</param>
    /// <param name="blobName">The blob's name, for the result.</param>
    /// <exception cref="ExportFaultException">The source, a check or Blob Storage has failed; its code tells which.</exception>
    public async Task<FetchedFile> RunAsync(
        Func<FileRange, CancellationToken, Task<OpenedFile>> open, string blobName, CancellationToken cancellationToken)
    {
        try
        {
            if (await target.FindCommittedAsync(cancellationToken) is { } committed)
            {
                return committed;
            }

            await ensureOwned(cancellationToken);
            var staged = await target.GetStagedAsync(cancellationToken);
            await using var source = await open(FileRange.All, cancellationToken);
            var copied = await CopyAsync(source.Content, staged, blobName, cancellationToken);
            await ensureOwned(cancellationToken);
            return await target.CommitAsync(_blockIds, copied, cancellationToken);
        }
        catch (Exception e) when (StorageFailure.Find(e) is not null)
        {
            throw SinkFailed(e, StorageFailure.Find(e)!);
        }
    }

    private async Task<FetchedFile> CopyAsync(
        Stream source, HashSet<string> staged, string blobName, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var verification = new FileVerification(stop.Token, file.Encrypted);
        var sending = new SendWindow(target, stop.Token);
        ulong crc = 0;
        try
        {
            while (await ReadBlockAsync(source, stop.Token) is { Length: > 0 } block)
            {
                var verified = verification.AppendAsync(block.Memory);
                sha256.AppendData(block.Buffer, 0, block.Length);
                var blockCrc = Crc64.Append(0, block.Span);
                crc = Crc64.Combine(crc, blockCrc, block.Length);
                var id = BlockId.Create(_blockIds.Count, block.Length, blockCrc);
                _blockIds.Add(id);
                await sending.SendAsync(id, block, verified, alreadyStaged: staged.Contains(id));
                if (_blockIds.Count % BlockPlan.BlocksInFlight == 0)
                {
                    await ensureOwned(stop.Token);
                }
            }

            await sending.DrainAsync();
        }
        catch
        {
            await stop.CancelAsync();
            await sending.AbandonAsync();
            throw;
        }

        var report = await verification.CompleteAsync();
        if (report.Fault is { } fault)
        {
            // Read again it would be the same: the file itself is bad.
            throw Corrupt(
                $"{file.Name} fails its verification {fault}. Nothing was committed; take the export again.", retry: false);
        }

        return new FetchedFile(
            blobName,
            _read,
            Convert.ToHexStringLower(sha256.GetHashAndReset()),
            crc.ToString("x16", CultureInfo.InvariantCulture),
            report.Proof,
            [.. FileReportChecks.Of(report)],
            report.Rdb is null ? null : RdbMetadata.FactsOf(report.Rdb));
    }

    private async Task<Block> ReadBlockAsync(Stream source, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(_blockSize);
        var length = 0;
        try
        {
            // Up to a whole block is read, more than the file should have: one that has grown is noticed.
            length = await source.ReadAtLeastAsync(
                buffer.AsMemory(0, _blockSize), _blockSize, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SourceFailed(e);
        }
        finally
        {
            if (length == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        _read += length;
        if (_read > file.Size)
        {
            throw Corrupt($"{file.Name} has more than the {file.Size} bytes that were listed: it is still being written to.");
        }

        if (length < _blockSize && _read < file.Size)
        {
            throw Corrupt($"{file.Name} has ended after {_read} of {file.Size} bytes.");
        }

        return new Block(buffer, length);
    }

    private ExportFaultException SourceFailed(Exception e) => new(
        new ExportFault(
            FaultCodes.Unavailable,
            $"Reading {file.Name} from the export location failed after {_read} of {file.Size} bytes.",
            Retry: true),
        innerException: e);

    private ExportFaultException SinkFailed(Exception e, RequestFailedException cause) => new(
        new ExportFault(
            FaultCodes.StorageUnavailable,
            $"Blob Storage did not take {file.Name}, after {_read} of {file.Size} bytes. Check the account, its network rules and "
                + "the app's role on it.",
            Retry: cause.Status is 0 or 408 or 429 or >= 500,
            ProviderCode: cause.ErrorCode ?? cause.Status.ToString(CultureInfo.InvariantCulture)),
        innerException: e);

    private static ExportFaultException Corrupt(string message, bool retry = true) =>
        new(new ExportFault(FaultCodes.Corrupt, message, retry));
}
