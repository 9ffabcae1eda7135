namespace FunctionsExport.Verification;

/// <summary>Bytes on their way from one stage to the next, and who waits for their buffer.</summary>
internal sealed class Piece(ReadOnlyMemory<byte> bytes)
{
    private readonly TaskCompletionSource _used = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Completes when the bytes are not needed any more; never fails.</summary>
    public Task Used => _used.Task;

    /// <summary>The bytes are not needed any more.</summary>
    public void GiveBack() => _used.TrySetResult();
}
