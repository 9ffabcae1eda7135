namespace FunctionsExport.Transfer;

/// <summary>A piece of a file in a buffer of <see cref="BlockBuffers"/>.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Offset">Where in the file it begins, in bytes.</param>
/// <param name="Buffer">The buffer, of a block's size.</param>
/// <param name="Length">How much of it is filled.</param>
internal sealed record Block(int Index, long Offset, byte[] Buffer, int Length)
{
    public ReadOnlySpan<byte> Span => Buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => Buffer.AsMemory(0, Length);
}
