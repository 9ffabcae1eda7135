namespace FunctionsExport.Transfer.Gzip;

/// <summary>The flags of a member's header (RFC 1952, 2.3.1).</summary>
[Flags]
internal enum GzipFlags : byte
{
    None = 0,

    /// <summary>A hint that the content is text.</summary>
    Text = 1,

    /// <summary>The header ends in the lower half of its own CRC-32.</summary>
    HeaderCrc = 2,

    /// <summary>Fields of other programs follow, with their length.</summary>
    Extra = 4,

    /// <summary>A file name follows, ended by a zero.</summary>
    Name = 8,

    /// <summary>A comment follows, ended by a zero.</summary>
    Comment = 16,
}
