using FunctionsExport.Providers;

namespace FunctionsExport.Transfer.Sources;

/// <summary>A file at its source during one copy: opened at several places, and always the same one.</summary>
/// <param name="name">Its name, for faults.</param>
/// <param name="listedSize">The size that it must have; null when none was told.</param>
/// <param name="open">Opens a range of it.</param>
/// <param name="options">How to copy.</param>
internal sealed class SourceFile(
    string name, long? listedSize, Func<FileRange, CancellationToken, Task<OpenedFile>> open, TransferOptions options)
{
    private const int ScratchSize = 64 * 1024;
    private readonly Lock _gate = new();
    private bool _isKnown;

    public string Name => name;

    public TransferOptions Options => options;

    /// <summary>Its size; null as long as nobody has told it.</summary>
    public long? Size { get; private set; } = listedSize;

    /// <summary>Its version; null before the first open, and when the source tells none.</summary>
    public string? Version { get; private set; }

    public bool HasRanges { get; private set; }

    /// <summary>Opens it.</summary>
    /// <returns>Its bytes from the offset on, even if the source could only begin at the start.</returns>
    /// <exception cref="StartOverException">It is another file than before, or nothing tells whether it is.</exception>
    public async Task<OpenedFile> OpenAsync(long offset, long? length, CancellationToken cancellationToken)
    {
        var opened = await open(new FileRange(offset, length, Version), cancellationToken);
        try
        {
            Check(opened, offset);
            if (opened.Offset < offset)
            {
                await SkipAsync(opened.Content, offset - opened.Offset, cancellationToken);
            }

            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Opens it at a place up to which another copy has come. The version is compared with that copy's, not asked for: only a trace
    /// of it is known.
    /// </summary>
    /// <returns>Null when the file is not known to be the same, or the source cannot begin there.</returns>
    public Task<OpenedFile?> TryResumeAsync(StagedBeginning begun, CancellationToken cancellationToken) =>
        PersistAsync(() => TryResumeAsync(begun.Length, begun.Version, cancellationToken), begun.Length, cancellationToken);

    /// <summary>Opens it at its start.</summary>
    public async Task<OpenedFile> BeginAsync(CancellationToken cancellationToken) =>
        (await PersistAsync(async () => await OpenAsync(0, null, cancellationToken), 0, cancellationToken))!;

    private async Task<OpenedFile?> PersistAsync(
        Func<Task<OpenedFile?>> tryOpen, long offset, CancellationToken cancellationToken)
    {
        var attempts = new SourceAttempts(this, offset);
        while (true)
        {
            try
            {
                return await tryOpen();
            }
            catch (Exception e) when (SourceAttempts.IsFailure(e))
            {
                await attempts.FailedAsync(e, offset, cancellationToken);
            }
        }
    }

    private async Task<OpenedFile?> TryResumeAsync(long offset, UInt128 version, CancellationToken cancellationToken)
    {
        var opened = await open(new FileRange(offset), cancellationToken);
        var isTaken = false;
        try
        {
            var seen = opened.Version;
            if (opened.Offset == offset && opened.Size == offset && seen is null)
            {
                // At a file's end a source has nothing to tell its version by; one byte before, it has.
                await using var last = await open(new FileRange(offset - 1, 1), cancellationToken);
                seen = last.Size == offset ? last.Version : null;
            }

            if (opened.Offset == offset && seen is not null && BlockId.HashOf(seen) == version)
            {
                Size = SizeOf(opened);
                (_isKnown, Version, HasRanges) = (true, seen, opened.HasRanges);
                isTaken = true;
            }
        }
        finally
        {
            await (isTaken ? ValueTask.CompletedTask : opened.DisposeAsync());
        }

        return isTaken ? opened : null;
    }

    /// <summary>The fault of a file that is longer than it should be.</summary>
    public ExportFaultException TooLong() => Corrupt(
        $"{name} has more than the {Size} bytes that were listed: it is still being written to.");

    /// <summary>The fault of a file that ends too early.</summary>
    public ExportFaultException TooShort(long read) => Corrupt($"{name} has ended after {read} of {Size} bytes.");

    /// <summary>How far a read has come, for faults.</summary>
    public string Progress(long bytes) => Size is null ? $"{bytes} bytes" : $"{bytes} of {Size} bytes";

    private void Check(OpenedFile opened, long offset)
    {
        lock (_gate)
        {
            if (opened.Offset > offset)
            {
                throw new InvalidOperationException("A source has begun after the offset that it was asked for.");
            }

            if (_isKnown && (opened.Version != Version || (Version is null && offset > 0)))
            {
                throw new StartOverException(Changed(offset).Fault, mayResume: true);
            }

            Size = SizeOf(opened);
            (_isKnown, Version, HasRanges) = (true, opened.Version, opened.HasRanges);
        }
    }

    private long? SizeOf(OpenedFile opened) => opened.Size is not null && Size is not null && opened.Size != Size
        ? throw Corrupt($"{name} has {opened.Size} bytes, not the {Size} that were listed: it has changed, or is still being written to.")
        : opened.Size ?? Size;

    private ExportFaultException Changed(long offset) => Corrupt(Version is null
        ? $"Reading {name} broke off after {Progress(offset)}, and its source does not tell whether it is still the same file."
        : $"{name} has changed while it was read, after {Progress(offset)}.");

    private async Task SkipAsync(Stream content, long count, CancellationToken cancellationToken)
    {
        var scratch = new byte[ScratchSize];
        for (var left = count; left > 0;)
        {
            var read = await content.ReadAsync(scratch.AsMemory(0, (int)Math.Min(left, ScratchSize)), cancellationToken);
            left -= read > 0 ? read : throw TooShort(count - left);
            await (options.RateLimit?.SpendAsync(read, cancellationToken) ?? Task.CompletedTask);
        }
    }

    private static ExportFaultException Corrupt(string message) => new(new ExportFault(FaultCodes.Corrupt, message, Retry: true));
}
