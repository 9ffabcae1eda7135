using System.Text.Json.Serialization;

namespace FunctionsExport.Rdb;

/// <summary>How much of a file's content has been proven. Never more is recorded than was done.</summary>
[JsonConverter(typeof(ProofConverter))]
public enum Proof
{
    /// <summary>Nothing inside the RDB was checked.</summary>
    None,

    /// <summary>The structure was walked to its end; the RDB carries no checksum.</summary>
    Structure,

    /// <summary>The RDB's checksum is right; a part of the structure could not be walked.</summary>
    Checksum,

    /// <summary>The structure was walked to its end and the checksum is right.</summary>
    Full,
}
