using FunctionsExport.Checksums;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Checksums;

/// <summary>The ways to the same checksum that this processor has, by name.</summary>
public sealed class Crc64Forms : TheoryData<string>
{
    private const string Chosen = "chosen";
    private const string Tables = "tables";
    private const string Folding = "folding";
    private const string Folding256 = "folding by two lanes";
    private const string Folding512 = "folding by four lanes";

    public Crc64Forms()
    {
        Add(Chosen);
        Add(Tables);
        if (Crc64Folding<JonesPolynomial>.IsSupported)
        {
            Add(Folding);
        }

        if (Crc64WideFolding<JonesPolynomial>.IsSupported256)
        {
            Add(Folding256);
        }

        if (Crc64WideFolding<JonesPolynomial>.IsSupported512)
        {
            Add(Folding512);
        }
    }

    internal delegate ulong Form(ulong crc, ReadOnlySpan<byte> bytes);

    internal static Form Named(string name) => name switch
    {
        Chosen => Crc64.Append,
        Tables => Crc64Tables<JonesPolynomial>.Append,
        Folding => Crc64Folding<JonesPolynomial>.AppendByLanes,
        Folding256 => (crc, bytes) => bytes.Length < Crc64WideFolding<JonesPolynomial>.StepBytes
            ? Crc64Folding<JonesPolynomial>.AppendByLanes(crc, bytes)
            : Crc64WideFolding<JonesPolynomial>.Append256(crc, bytes),
        Folding512 => (crc, bytes) => bytes.Length < Crc64WideFolding<JonesPolynomial>.StepBytes
            ? Crc64Folding<JonesPolynomial>.AppendByLanes(crc, bytes)
            : Crc64WideFolding<JonesPolynomial>.Append512(crc, bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such form."),
    };
}
