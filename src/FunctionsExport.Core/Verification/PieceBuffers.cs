using System.Buffers;
using System.Runtime.CompilerServices;

namespace FunctionsExport.Verification;

/// <summary>
/// The few buffers that a stage fills in turn while the next stage works on those before: what a stage may be ahead.
/// </summary>
/// <param name="count">How many.</param>
/// <param name="length">The length of each in bytes.</param>
internal sealed class PieceBuffers(int count, int length) : IAsyncDisposable
{
    private readonly byte[]?[] _buffers = new byte[]?[count];
    private readonly Task[] _used = [.. Enumerable.Repeat(Task.CompletedTask, count)];
    private int _next;

    /// <summary>The next buffer, once the stage after is done with it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<byte[]> TakeAsync()
    {
        await _used[_next];
        return _buffers[_next] ??= ArrayPool<byte>.Shared.Rent(length);
    }

    /// <summary>The buffer taken last has been handed on; it is free again when <paramref name="used"/> completes.</summary>
    public void Give(Task used)
    {
        _used[_next] = used;
        _next = (_next + 1) % _used.Length;
    }

    /// <summary>Waits for the stage after, and gives the buffers back.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_used);
        foreach (var buffer in _buffers)
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
