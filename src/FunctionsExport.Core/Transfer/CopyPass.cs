using FunctionsExport.Providers;
using FunctionsExport.Transfer.Sources;
using FunctionsExport.Verification;

namespace FunctionsExport.Transfer;

/// <summary>One way through a file: each block is hashed and verified while it is sent and the next ones are read.</summary>
/// <param name="target">What takes the blocks.</param>
/// <param name="file">The file.</param>
/// <param name="plan">How it is cut.</param>
/// <param name="staged">What the target has from before.</param>
/// <param name="check">Throws when the copy is to stop.</param>
internal sealed class CopyPass(
    ICopyTarget target, SourceFile file, BlockPlan plan, StagedBlocks staged, Func<CancellationToken, Task> check)
{
    /// <summary>Whether nothing inside the file can be checked.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Goes through the whole file.</summary>
    public async Task<CopyResult> RunAsync(OpenedFile opened, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var verification = new FileVerification(stop.Token, IsEncrypted, endsAtFault: true);
        await using var sha256 = new Sha256Stage(stop.Token);
        var (names, crc) = await SendAsync(
            opened,
            begun: null,
            bytes => Task.WhenAll(verification.AppendAsync(bytes), sha256.Append(bytes)),
            () => verification.IsSettled,
            stop);
        var report = await verification.CompleteAsync();
        return new CopyResult(names, report.Size, crc, report.Fault is null ? await sha256.CompleteAsync() : null, report);
    }

    /// <summary>Goes through what follows a beginning that is staged; nothing of it is walked.</summary>
    public async Task<CopyResult> ResumeAsync(
        OpenedFile opened, StagedBeginning begun, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var size = begun.Length;
        var (names, crc) = await SendAsync(
            opened,
            begun,
            bytes =>
            {
                size += bytes.Length;
                return Task.CompletedTask;
            },
            static () => false,
            stop);
        return new CopyResult(names, size, crc, null, null);
    }

    private async Task<(IReadOnlyList<string> Names, ulong Crc64)> SendAsync(
        OpenedFile opened,
        StagedBeginning? begun,
        Func<ReadOnlyMemory<byte>, Task> use,
        Func<bool> isSettled,
        CancellationTokenSource stop)
    {
        using var buffers = new BlockBuffers(plan.BlockSize, plan.BuffersFor(1));
        using var sends = new BlockSends(target, file, plan, buffers, staged, stop);
        await using var watch = new OwnershipWatch(check, stop, file.Options.Time.Provider);
        await using var reader = new SourceReader(
            file, plan, buffers, begun?.Names.Count ?? 0, begun?.Length ?? 0, opened);
        sends.AddKept(begun?.Length ?? 0);
        try
        {
            await ReadAsync(reader, sends, begun is not null, use, isSettled, stop.Token);
            await sends.DrainAsync();
            stop.Token.ThrowIfCancellationRequested();
        }
        catch (Exception e)
        {
            if (!IsOfSource(e))
            {
                await stop.CancelAsync();
            }

            // What was read of a source that has failed is kept. What stopped the copy says more than that it was stopped.
            await sends.DrainAsync();
            await stop.CancelAsync();
            watch.ThrowIfStopped();
            throw;
        }

        return ([.. begun?.Names ?? [], .. sends.Names], sends.JoinCrc64(begun?.Crc64 ?? 0));
    }

    private static bool IsOfSource(Exception error) => error is StartOverException
        or ExportFaultException { Fault.Code: not (FaultCodes.Cancelled or FaultCodes.Superseded) };

    private async Task ReadAsync(
        SourceReader reader,
        BlockSends sends,
        bool isPlainRdb,
        Func<ReadOnlyMemory<byte>, Task> use,
        Func<bool> isSettled,
        CancellationToken cancellationToken)
    {
        var blocks = 0;
        while (!isSettled() && await reader.NextAsync(cancellationToken) is { } block)
        {
            // By its first byte, as the verification tells.
            isPlainRdb = isPlainRdb || (!IsEncrypted && block.Index == 0 && block.Span[0] is (byte)'R' or (byte)'V');
            sends.Add(block, isPlainRdb, use(block.Memory));
            if (++blocks % plan.Sends == 0)
            {
                await check(cancellationToken);
            }
        }
    }
}
