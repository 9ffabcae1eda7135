namespace FunctionsExport.Transfer;

/// <summary>
/// The buffers of one file: what bounds a copy's memory. They are made when they are first needed and used again for the next block.
/// </summary>
/// <param name="size">The size of each in bytes.</param>
/// <param name="count">How many at most.</param>
internal sealed class BlockBuffers(int size, int count) : IDisposable
{
    private readonly Stack<byte[]> _free = new();
    private readonly SemaphoreSlim _places = new(count);

    /// <summary>A buffer, once there is one.</summary>
    public async ValueTask<byte[]> TakeAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        return Take();
    }

    /// <summary>A buffer, if there is one.</summary>
    public byte[]? TryTake() => _places.Wait(0) ? Take() : null;

    /// <summary>A buffer is not used any more.</summary>
    public void GiveBack(byte[] buffer)
    {
        lock (_free)
        {
            _free.Push(buffer);
        }

        _places.Release();
    }

    /// <summary>So many more buffers may be made.</summary>
    public void Grow(int by)
    {
        if (by > 0)
        {
            _places.Release(by);
        }
    }

    public void Dispose() => _places.Dispose();

    private byte[] Take()
    {
        lock (_free)
        {
            return _free.TryPop(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(size);
        }
    }
}
