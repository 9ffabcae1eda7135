namespace FunctionsExport.Rdb;

/// <summary>What stands before a string's bytes.</summary>
/// <param name="Form">How it is stored.</param>
/// <param name="Stored">How many bytes follow in the file.</param>
/// <param name="Length">How many bytes the string has; of an integer, how many it is stored in.</param>
internal readonly record struct RdbString(RdbStringForm Form, long Stored, long Length);
