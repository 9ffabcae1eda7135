using System.Buffers;

namespace FunctionsExport.Transfer;

/// <summary>A piece of a file in a rented buffer.</summary>
internal readonly record struct Block(byte[] Buffer, int Length)
{
    public ReadOnlySpan<byte> Span => Buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => Buffer.AsMemory(0, Length);

    public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
}
