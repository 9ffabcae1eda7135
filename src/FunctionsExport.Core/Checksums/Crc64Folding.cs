using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace FunctionsExport.Checksums;

/// <summary>
/// The CRC-64 by carry-less multiplication, 128 bytes a step (Gopal and others, "Fast CRC Computation for Generic Polynomials Using
/// PCLMULQDQ Instruction", Intel, 2009). A lane of 128 bits that lies D bits before another has the same remainder as the lane
/// times x^D in the other's place, so it is multiplied and added there: the message gets shorter, its checksum stays.
/// </summary>
/// <typeparam name="TPolynomial">The polynomial.</typeparam>
internal static class Crc64Folding<TPolynomial>
    where TPolynomial : struct, ICrc64Polynomial
{
    private const int LaneBytes = 16;
    private const int LaneBits = 8 * LaneBytes;
    private const int Lanes = 8;

    private static readonly Vector128<ulong> OverOneLane = MultiplierFor(LaneBits);
    private static readonly Vector128<ulong> OverAllLanes = MultiplierFor(Lanes * LaneBits);

    /// <summary>Whether the processor has carry-less multiplication.</summary>
    public static bool IsSupported => Pclmulqdq.IsSupported || ArmAes.IsSupported;

    /// <inheritdoc cref="Crc64Sum{TPolynomial}.Append"/>
    /// <exception cref="PlatformNotSupportedException"><see cref="IsSupported"/> is false.</exception>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes) => bytes.Length < Crc64WideFolding<TPolynomial>.StepBytes
        ? AppendByLanes(crc, bytes)
        : Crc64WideFolding<TPolynomial>.IsSupported512 ? Crc64WideFolding<TPolynomial>.Append512(crc, bytes)
        : Crc64WideFolding<TPolynomial>.IsSupported256 ? Crc64WideFolding<TPolynomial>.Append256(crc, bytes)
        : AppendByLanes(crc, bytes);

    /// <inheritdoc cref="Append"/>
    /// <remarks>With the instructions for one lane, which all processors have that have any.</remarks>
    public static ulong AppendByLanes(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        if (lanes.Length < 2)
        {
            // Nothing to fold, or too little to gain by it.
            return Crc64Tables<TPolynomial>.Append(crc, bytes);
        }

        // A checksum so far is the same as its eight bytes added to the next eight of the message.
        var begin = Vector128.CreateScalar(crc);
        var lane = lanes.Length < 2 * Lanes ? FoldOneByOne(lanes[0] ^ begin, lanes[1..]) : FoldAllAtOnce(begin, lanes);

        // What is left is a message of one lane and the bytes that filled none.
        crc = Crc64Tables<TPolynomial>.Append(0, MemoryMarshal.AsBytes(new ReadOnlySpan<Vector128<ulong>>(in lane)));
        return Crc64Tables<TPolynomial>.Append(crc, bytes[(lanes.Length * LaneBytes)..]);
    }

    // Both loops are optimised at once: many a file is over before the runtime would have noticed them.

    /// <summary>Eight lanes side by side: a multiplication takes longer than the wait until the next one can start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<ulong> FoldAllAtOnce(Vector128<ulong> begin, ReadOnlySpan<Vector128<ulong>> lanes)
    {
        var over = OverAllLanes;
        var (a, b, c, d) = (lanes[0] ^ begin, lanes[1], lanes[2], lanes[3]);
        var (e, f, g, h) = (lanes[4], lanes[5], lanes[6], lanes[7]);
        for (lanes = lanes[Lanes..]; lanes.Length >= Lanes; lanes = lanes[Lanes..])
        {
            a = Fold(a, over) ^ lanes[0];
            b = Fold(b, over) ^ lanes[1];
            c = Fold(c, over) ^ lanes[2];
            d = Fold(d, over) ^ lanes[3];
            e = Fold(e, over) ^ lanes[4];
            f = Fold(f, over) ^ lanes[5];
            g = Fold(g, over) ^ lanes[6];
            h = Fold(h, over) ^ lanes[7];
        }

        return FoldOneByOne(FoldOneByOne(a, [b, c, d, e, f, g, h]), lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<ulong> FoldOneByOne(Vector128<ulong> lane, ReadOnlySpan<Vector128<ulong>> next)
    {
        var over = OverOneLane;
        foreach (var other in next)
        {
            lane = Fold(lane, over) ^ other;
        }

        return lane;
    }

    /// <summary>The lane times x^D, as 128 bits that have the same remainder.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> multiplier) => Pclmulqdq.IsSupported
        ? Pclmulqdq.CarrylessMultiply(lane, multiplier, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, multiplier, 0x11)
        : ArmAes.PolynomialMultiplyWideningLower(lane.GetLower(), multiplier.GetLower())
            ^ ArmAes.PolynomialMultiplyWideningUpper(lane, multiplier);

    /// <summary>
    /// What a lane's halves are multiplied by to go D bits further. Reflected, the low half comes first in the message, so it is
    /// 64 bits further from the end: x^(D+64) and x^D. The product of two reflected numbers of 64 bits has 127 bits and stands in
    /// the lower ones, which is once times x too much: x^(D+63) and x^(D-1).
    /// </summary>
    public static Vector128<ulong> MultiplierFor(int bits) => Vector128.Create(
        Crc64Polynomial<TPolynomial>.Power(Crc64Polynomial<TPolynomial>.X, bits + 63),
        Crc64Polynomial<TPolynomial>.Power(Crc64Polynomial<TPolynomial>.X, bits - 1));
}
