namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>How <c>export_status</c> says that no export runs or ran.</summary>
internal enum IdleForm
{
    /// <summary><c>""</c>, as clusters of version 8.0 answer.</summary>
    EmptyString,

    /// <summary>The export fields are not there, as in version 7.</summary>
    Absent,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>"idle"</c>.</summary>
    Idle,
}
