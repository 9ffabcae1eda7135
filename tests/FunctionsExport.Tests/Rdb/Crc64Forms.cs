using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

/// <summary>The ways to the same checksum that this processor has, by name.</summary>
public sealed class Crc64Forms : TheoryData<string>
{
    private const string Chosen = "chosen";
    private const string Tables = "tables";
    private const string Folding = "folding";

    public Crc64Forms()
    {
        Add(Chosen);
        Add(Tables);
        if (Crc64Folding.IsSupported)
        {
            Add(Folding);
        }
    }

    internal delegate ulong Form(ulong crc, ReadOnlySpan<byte> bytes);

    internal static Form Named(string name) => name switch
    {
        Chosen => Crc64.Append,
        Tables => Crc64Tables.Append,
        Folding => Crc64Folding.Append,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such form."),
    };
}
