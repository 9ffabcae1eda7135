namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>What a reset of the export status does while an export runs.</summary>
internal enum ResetWhileExporting
{
    /// <summary>It is 409 and does nothing.</summary>
    Conflict,

    /// <summary>It is 200 and does nothing.</summary>
    Ignored,

    /// <summary>It is 200, and the export goes on without a status.</summary>
    Resets,
}
