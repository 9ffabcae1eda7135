namespace FunctionsExport.Rdb;

/// <summary>What a key holds, whatever its encoding in the file.</summary>
internal enum RdbKind
{
    /// <summary>A string.</summary>
    String,

    /// <summary>A list.</summary>
    List,

    /// <summary>A set.</summary>
    Set,

    /// <summary>A sorted set.</summary>
    SortedSet,

    /// <summary>A hash.</summary>
    Hash,

    /// <summary>A stream.</summary>
    Stream,

    /// <summary>A module's value.</summary>
    Module,

    /// <summary>An array (Redis 8.8).</summary>
    Array,
}
