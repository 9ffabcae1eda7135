using FunctionsExport.Providers;

namespace FunctionsExport.Transfer.Sources;

/// <summary>
/// Reads a file block by block, in order: in one stream, and by several ranges at once where that stream is what the copy waits for
/// and the source has ranges.
/// </summary>
internal sealed class SourceReader : IAsyncDisposable
{
    // One stream that is as fast as this is left alone: more of them cost both sides, and something else is soon the slower part.
    private const double FastEnough = 200.0 * 1024 * 1024;
    private const double MostlyWaiting = 0.8;
    private const int BlocksToJudgeBy = 3;
    private static readonly TimeSpan TimeToJudgeBy = TimeSpan.FromSeconds(1);

    private readonly SourceFile _file;
    private readonly BlockPlan _plan;
    private readonly BlockBuffers _buffers;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<Task<Block>> _ahead = new();
    private readonly long _began;
    private SourceRange? _stream;
    private TimeSpan _waited;
    private long _nextOffset;
    private int _nextIndex;
    private int _blocksRead;

    /// <param name="file">The file.</param>
    /// <param name="plan">How it is cut.</param>
    /// <param name="buffers">What blocks are filled into; whoever gets a block gives its buffer back.</param>
    /// <param name="index">The index of the first block.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="opened">The file opened there; null when it is yet to be opened.</param>
    public SourceReader(SourceFile file, BlockPlan plan, BlockBuffers buffers, int index, long offset, OpenedFile? opened)
    {
        _file = file;
        _plan = plan;
        _buffers = buffers;
        _time = file.Options.Time.Provider;
        _began = _time.GetTimestamp();
        (_nextIndex, _nextOffset) = (index, offset);
        _stream = new SourceRange(file, offset, length: null, opened);
    }

    /// <summary>The next block; null after the last one.</summary>
    public async Task<Block?> NextAsync(CancellationToken cancellationToken)
    {
        if (_stream is not null && IsTooSlow())
        {
            await _stream.DisposeAsync();
            _stream = null;
            _buffers.Grow(_plan.BuffersFor(_plan.Reads) - _plan.BuffersFor(1));
        }

        return _stream is null ? await NextRangeAsync(cancellationToken) : await NextOfStreamAsync(_stream, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var reading in _ahead)
        {
            // Whatever became of it: its buffer must not be written to any more.
            await reading.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
        }

        await (_stream?.DisposeAsync() ?? ValueTask.CompletedTask);
        _stop.Dispose();
    }

    private bool IsTooSlow()
    {
        var elapsed = _time.GetElapsedTime(_began);
        if (!_file.HasRanges || _file.Version is null || _plan.Reads < 2 || _file.Size - _nextOffset < 2L * _plan.BlockSize
            || _file.Size is null || _blocksRead < BlocksToJudgeBy || elapsed < TimeToJudgeBy)
        {
            return false;
        }

        var rate = (double)_blocksRead * _plan.BlockSize / elapsed.TotalSeconds;
        var limit = _file.Options.RateLimit?.BytesPerSecond ?? double.PositiveInfinity;
        return _waited > elapsed * MostlyWaiting && rate < Math.Min(FastEnough, limit * MostlyWaiting);
    }

    private async Task<Block?> NextOfStreamAsync(SourceRange stream, CancellationToken cancellationToken)
    {
        var buffer = await _buffers.TakeAsync(cancellationToken);
        var before = _time.GetTimestamp();
        var length = 0;
        try
        {
            length = await FillAsync(stream, buffer.AsMemory(0, _plan.BlockSize), cancellationToken);
        }
        finally
        {
            if (length == 0)
            {
                _buffers.GiveBack(buffer);
            }
        }

        _waited += _time.GetElapsedTime(before);
        _blocksRead++;
        return length == 0 ? null : Claim(buffer, length);
    }

    private async Task<Block?> NextRangeAsync(CancellationToken cancellationToken)
    {
        while (_ahead.Count < _plan.Reads && _nextOffset < _file.Size)
        {
            // In order, so that the block that all wait for always has its buffer.
            var buffer = _ahead.Count == 0 ? await _buffers.TakeAsync(cancellationToken) : _buffers.TryTake();
            if (buffer is null)
            {
                break;
            }

            _ahead.Enqueue(ReadRangeAsync(Claim(buffer, (int)Math.Min(_plan.BlockSize, _file.Size.Value - _nextOffset))));
        }

        return _ahead.TryDequeue(out var next) ? await next.WaitAsync(cancellationToken) : null;
    }

    private Block Claim(byte[] buffer, int length)
    {
        var block = _nextIndex < BlockPlan.MaxBlocks
            ? new Block(_nextIndex, _nextOffset, buffer, length)
            : throw BlockPlan.TooLarge(_nextOffset + length, _plan.BlockSize);
        _nextIndex++;
        _nextOffset += length;
        return block;
    }

    private async Task<Block> ReadRangeAsync(Block block)
    {
        await using var range = new SourceRange(_file, block.Offset, block.Length);
        await FillAsync(range, block.Buffer.AsMemory(0, block.Length), _stop.Token);
        return block;
    }

    private static async Task<int> FillAsync(SourceRange range, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length && await range.ReadAsync(buffer[filled..], cancellationToken) is > 0 and var count)
        {
            filled += count;
        }

        return filled;
    }
}
