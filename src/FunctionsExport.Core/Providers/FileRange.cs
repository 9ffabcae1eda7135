namespace FunctionsExport.Providers;

/// <summary>Which bytes of a file are asked for.</summary>
/// <param name="Offset">The first byte, from 0 to the file's size.</param>
/// <param name="Length">How many bytes will be read; null for all to the end. A source may offer more.</param>
/// <param name="Version">
/// The version that the bytes before <paramref name="Offset"/> were of (<see cref="OpenedFile.Version"/>); null when there are none
/// or it is not known. A file that is of another version now is answered from its start.
/// </param>
public sealed record FileRange(long Offset, long? Length = null, string? Version = null)
{
    /// <summary>The whole file.</summary>
    public static FileRange All { get; } = new(0);
}
