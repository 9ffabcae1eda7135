namespace FunctionsExport.Emulators.RedisEnterprise.Faults;

/// <summary>When a connection is reset.</summary>
internal enum DropPoint
{
    None,

    /// <summary>Before the request is taken: it has no effect.</summary>
    Before,

    /// <summary>After the request is taken, and before its answer: it has its effect.</summary>
    After,
}
