using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FunctionsExport.Checksums;

/// <summary>
/// <see cref="Crc64Folding{TPolynomial}"/>, 256 bytes a step, for processors that multiply several lanes by one instruction (VPCLMULQDQ).
/// </summary>
/// <typeparam name="TPolynomial">The polynomial.</typeparam>
internal static class Crc64WideFolding<TPolynomial>
    where TPolynomial : struct, ICrc64Polynomial
{
    /// <summary>The fewest bytes that it takes, and what it takes at once.</summary>
    public const int StepBytes = 256;

    private const int Vectors256 = StepBytes / 32;
    private const int Vectors512 = StepBytes / 64;

    private static readonly Vector128<ulong> OverOneStep = Crc64Folding<TPolynomial>.MultiplierFor(8 * StepBytes);
    private static readonly Vector256<ulong> OverOneStep256 = Vector256.Create(OverOneStep, OverOneStep);
    private static readonly Vector512<ulong> OverOneStep512 = Vector512.Create(OverOneStep256, OverOneStep256);

    /// <summary>Whether the processor has instructions for two lanes.</summary>
    public static bool IsSupported256 => Pclmulqdq.V256.IsSupported;

    /// <summary>Whether the processor has instructions for four lanes.</summary>
    public static bool IsSupported512 => Pclmulqdq.V512.IsSupported;

    // Both are optimised at once: many a file is over before the runtime would have noticed the loops.

    /// <inheritdoc cref="Crc64Sum{TPolynomial}.Append"/>
    /// <remarks>At least <see cref="StepBytes"/>, on a processor that has it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Append256(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var over = OverOneStep256;
        var next = MemoryMarshal.Cast<byte, Vector256<ulong>>(bytes);
        var (a, b, c, d) = (next[0] ^ Vector256.CreateScalar(crc), next[1], next[2], next[3]);
        var (e, f, g, h) = (next[4], next[5], next[6], next[7]);
        for (next = next[Vectors256..]; next.Length >= Vectors256; next = next[Vectors256..])
        {
            a = Fold(a, over) ^ next[0];
            b = Fold(b, over) ^ next[1];
            c = Fold(c, over) ^ next[2];
            d = Fold(d, over) ^ next[3];
            e = Fold(e, over) ^ next[4];
            f = Fold(f, over) ^ next[5];
            g = Fold(g, over) ^ next[6];
            h = Fold(h, over) ^ next[7];
        }

        ReadOnlySpan<Vector256<ulong>> folded = [a, b, c, d, e, f, g, h];
        return End(MemoryMarshal.AsBytes(folded), bytes);
    }

    /// <inheritdoc cref="Append256"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Append512(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var over = OverOneStep512;
        var next = MemoryMarshal.Cast<byte, Vector512<ulong>>(bytes);
        var (a, b, c, d) = (next[0] ^ Vector512.CreateScalar(crc), next[1], next[2], next[3]);
        for (next = next[Vectors512..]; next.Length >= Vectors512; next = next[Vectors512..])
        {
            a = Fold(a, over) ^ next[0];
            b = Fold(b, over) ^ next[1];
            c = Fold(c, over) ^ next[2];
            d = Fold(d, over) ^ next[3];
        }

        ReadOnlySpan<Vector512<ulong>> folded = [a, b, c, d];
        return End(MemoryMarshal.AsBytes(folded), bytes);
    }

    /// <summary>What is left is a message of one step and the bytes that filled none.</summary>
    private static ulong End(ReadOnlySpan<byte> folded, ReadOnlySpan<byte> bytes)
    {
        var crc = Crc64Folding<TPolynomial>.AppendByLanes(0, folded);
        return Crc64Folding<TPolynomial>.AppendByLanes(crc, bytes[(bytes.Length / StepBytes * StepBytes)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Fold(Vector256<ulong> lanes, Vector256<ulong> multipliers) =>
        Pclmulqdq.V256.CarrylessMultiply(lanes, multipliers, 0x00) ^ Pclmulqdq.V256.CarrylessMultiply(lanes, multipliers, 0x11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Fold(Vector512<ulong> lanes, Vector512<ulong> multipliers) =>
        Pclmulqdq.V512.CarrylessMultiply(lanes, multipliers, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(lanes, multipliers, 0x11);
}
