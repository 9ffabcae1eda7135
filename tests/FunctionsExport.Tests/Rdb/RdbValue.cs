using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

/// <summary>A value of a type, written by hand.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Type">The type's number.</param>
/// <param name="Kind">What a report should call it.</param>
/// <param name="Elements">How many elements a report should count.</param>
/// <param name="Write">Writes it behind the key's name.</param>
internal sealed record RdbValue(string Name, byte Type, RdbKind Kind, long? Elements, Func<RdbBuilder, RdbBuilder> Write)
{
    /// <summary>The version of the format that brought the type, or 10.</summary>
    public int Version { get; init; } = 10;

    /// <summary>The beginning of a file that may hold it.</summary>
    public string Header => Version >= 80 ? $"VALKEY{Version:d3}" : $"REDIS{Version:d4}";

    /// <summary>Writes a key with the value.</summary>
    public RdbBuilder WriteKey(RdbBuilder builder, string name) => Write(builder.Key(Type, name));
}
