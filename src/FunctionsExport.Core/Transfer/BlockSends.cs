using System.Runtime.ExceptionServices;
using FunctionsExport.Rdb;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Transfer;

/// <summary>Stages blocks, a few at a time, and gives their buffers back. The first failure stops the copy.</summary>
internal sealed class BlockSends(
    ICopyTarget target, SourceFile file, BlockPlan plan, BlockBuffers buffers, StagedBlocks staged, CancellationTokenSource stop)
    : IDisposable
{
    private readonly SinkCalls _calls = new(file);
    private readonly SemaphoreSlim _places = new(plan.Sends);
    private readonly List<Task> _sending = [];
    private readonly List<(BlockId Id, string Name)> _blocks = [];
    private ExceptionDispatchInfo? _failure;
    private long _kept;

    /// <summary>The names of all blocks, in order, once they are staged.</summary>
    public IEnumerable<string> Names => _blocks.Select(b => b.Name);

    /// <summary>The CRC-64 of what precedes the first block and of all blocks, once they are staged.</summary>
    public ulong JoinCrc64(ulong before) => _blocks.Aggregate(before, (crc, b) => Crc64.Combine(crc, b.Id.Crc64, b.Id.Length));

    /// <summary>The sink has so many bytes from before.</summary>
    public void AddKept(long bytes) => file.Options.Progress?.Invoke(Interlocked.Add(ref _kept, bytes), file.Size);

    /// <summary>Sends a block, unless it is staged already.</summary>
    /// <param name="block">The block; its buffer is given back.</param>
    /// <param name="isPlainRdb">Whether the file is an RDB that is not compressed.</param>
    /// <param name="used">Completes when nobody else needs the block's bytes; never fails.</param>
    public void Add(Block block, bool isPlainRdb, Task used)
    {
        var place = _blocks.Count;
        _blocks.Add(default);
        _sending.RemoveAll(t => t.IsCompleted);
        _sending.Add(Task.Run(() => SendAsync(block, place, isPlainRdb, used), CancellationToken.None));
    }

    /// <summary>Waits until every block is staged, or the copy is stopped, and no buffer is in use any more.</summary>
    /// <exception cref="Exception">What the first block that failed has failed with.</exception>
    public async Task DrainAsync()
    {
        await Task.WhenAll(_sending);
        _failure?.Throw();
    }

    public void Dispose() => _places.Dispose();

    private async Task SendAsync(Block block, int place, bool isPlainRdb, Task used)
    {
        try
        {
            var id = new BlockId(
                block.Index, block.Length, Crc64.Append(0, block.Span), BlockId.HashOf(file.Version), isPlainRdb)
            {
                LastByte = block.Span[^1],
            };
            var name = staged.Find(id.Index, id.Length, id.Crc64);
            if (name is null)
            {
                name = id.ToString();
                await StageAsync(name, block);
            }

            lock (_blocks)
            {
                _blocks[place] = (id, name);
            }

            AddKept(block.Length);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever has stopped the copy says why.
        }
        catch (Exception e)
        {
            if (Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null) is null)
            {
                await stop.CancelAsync();
            }
        }
        finally
        {
            await used;
            buffers.GiveBack(block.Buffer);
        }
    }

    private async Task StageAsync(string name, Block block)
    {
        await _places.WaitAsync(stop.Token);
        try
        {
            await _calls.RunAsync(token => target.StageAsync(name, block, token), block.Offset, stop.Token);
        }
        finally
        {
            _places.Release();
        }
    }
}
