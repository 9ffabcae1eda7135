namespace FunctionsExport.Emulators.Redis;

/// <summary>The kinds of reply in RESP2.</summary>
internal enum RespKind
{
    Null,
    SimpleString,
    BulkString,
    Integer,
    Array,
    Error,
}
