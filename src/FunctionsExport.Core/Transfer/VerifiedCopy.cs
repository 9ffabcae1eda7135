using System.Globalization;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Transfer;

/// <summary>
/// Brings one file to a block blob: read once, checked on the way, staged in blocks, committed only when every check holds. Memory
/// is bounded by the blocks in flight, whatever the file's size.
/// </summary>
/// <param name="target">The blob.</param>
/// <param name="file">The file, with the size that it must have.</param>
/// <param name="ensureOwned">
/// Asked before the first block, after every few, every few seconds and before the commit; throws when the export is to stop.
/// </param>
/// <param name="options">How to copy.</param>
internal sealed class VerifiedCopy(
    ICopyTarget target, ExportedFile file, Func<CancellationToken, Task> ensureOwned, TransferOptions options)
{
    // A file that changes more often is not finished.
    private const int MaxRounds = 4;

    /// <summary>Copies the file.</summary>
    /// <param name="open">Opens a range of the file.</param>
    /// <param name="blobName">The blob's name, for the result.</param>
    /// <exception cref="ExportFaultException">The source, a check or Blob Storage has failed; its code tells which.</exception>
    public async Task<FetchedFile> RunAsync(
        Func<FileRange, CancellationToken, Task<OpenedFile>> open, string blobName, CancellationToken cancellationToken)
    {
        _ = BlockPlan.For(file.Size, options.Settings);
        var mayResume = !file.Encrypted;
        for (var round = 1; ; round++)
        {
            try
            {
                var source = new SourceFile(file.Name, file.Size, open, options);
                return await RunOnceAsync(source, new SinkCalls(source), blobName, mayResume, cancellationToken);
            }
            catch (StartOverException e)
            {
                mayResume &= e.MayResume;
                if (round == MaxRounds)
                {
                    throw new ExportFaultException(e.Fault);
                }
            }
        }
    }

    private async Task<FetchedFile> RunOnceAsync(
        SourceFile source, SinkCalls calls, string blobName, bool mayResume, CancellationToken cancellationToken)
    {
        if (await calls.RunAsync(target.FindCommittedAsync, 0, cancellationToken) is { } committed)
        {
            return committed;
        }

        Task CheckAsync(CancellationToken token) => calls.RunAsync(ensureOwned, 0, token);
        await CheckAsync(cancellationToken);
        var staged = new StagedBlocks(await calls.RunAsync(target.GetStagedAsync, 0, cancellationToken));
        var (begun, opened) = mayResume ? await TryResumeAsync(source, staged, cancellationToken) : default;
        var isResumed = opened is not null;
        opened ??= await source.BeginAsync(cancellationToken);
        CopyResult result;
        await using (opened)
        {
            var plan = BlockPlan.For(source.Size, options.Settings);
            var pass = new CopyPass(target, source, plan, staged, CheckAsync) { IsEncrypted = file.Encrypted };
            result = isResumed
                ? await pass.ResumeAsync(opened, begun!, cancellationToken)
                : await pass.RunAsync(opened, cancellationToken);
        }

        var copied = isResumed ? Resumed(result, blobName) : Proven(result, source.Size is not null, blobName);
        await CheckAsync(cancellationToken);
        return await calls.RunAsync(token => target.CommitAsync(result.Names, copied, token), result.Size, cancellationToken);
    }

    private static async Task<(StagedBeginning? Begun, OpenedFile? Opened)> TryResumeAsync(
        SourceFile source, StagedBlocks staged, CancellationToken cancellationToken)
    {
        foreach (var begun in staged.FindBeginnings().Take(MaxRounds))
        {
            if (await source.TryResumeAsync(begun, cancellationToken) is { } opened)
            {
                return (begun, opened);
            }
        }

        return default;
    }

    private FetchedFile Proven(CopyResult result, bool isSizeKnown, string blobName)
    {
        var report = result.Report!;
        if (report.Fault is { } fault)
        {
            // Read again it would be the same: the file itself is bad.
            throw new ExportFaultException(new ExportFault(
                FaultCodes.Corrupt,
                $"{file.Name} fails its verification {fault}. Nothing was committed; take the export again."));
        }

        return new FetchedFile(
            blobName,
            result.Size,
            result.Sha256,
            Hex(result.Crc64),
            report.Proof,
            [.. FileReportChecks.Of(report, isSizeKnown)],
            report.Rdb is null ? null : RdbMetadata.FactsOf(report.Rdb));
    }

    /// <summary>
    /// An RDB ends in the CRC-64 of what precedes it, least significant byte first. The CRC-64 of such a whole is 0, whatever is in
    /// it, as this CRC begins from 0 and is not inverted: the joined CRC of all blocks proves it, though nobody has seen them all.
    /// Zeros that follow the RDB would not change it. A file that ends in one, as one RDB in 256 rightly does, is therefore read again.
    /// </summary>
    private FetchedFile Resumed(CopyResult result, string blobName) => result.Crc64 == 0
        && BlockId.Parse(result.Names[^1]) is { LastByte: not 0 }
        ? new FetchedFile(
            blobName,
            result.Size,
            Sha256: null,
            Hex(result.Crc64),
            Proof.Checksum,
            [FileChecks.Length, FileChecks.RdbCrc64],
            Rdb: null)
        : throw new StartOverException(
            new ExportFault(
                FaultCodes.Corrupt,
                $"{file.Name} has another checksum than it records, at offset {result.Size - sizeof(ulong)} of the RDB. Nothing was "
                    + "committed; take the export again."),
            mayResume: false);

    private static string Hex(ulong crc64) => crc64.ToString("x16", CultureInfo.InvariantCulture);
}
