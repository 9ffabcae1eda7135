namespace FunctionsExport.Rdb;

/// <summary>What ended the walk of a file before the file's end.</summary>
internal enum RdbUnknownKind
{
    /// <summary>The version in the file's header.</summary>
    Version,

    /// <summary>A number where an opcode or the type of a value stands; which of the two cannot be told.</summary>
    Opcode,

    /// <summary>A value of a module's own format, without marks that say where it ends.</summary>
    Module,

    /// <summary>A mark within a value or a field.</summary>
    Encoding,
}
