namespace FunctionsExport.Emulators.RedisEnterprise.Faults;

/// <summary>The requests of a database that can be answered with a fault.</summary>
internal enum RequestKind
{
    /// <summary>GET of one database.</summary>
    Read,

    /// <summary>POST of actions/export.</summary>
    Export,

    /// <summary>PUT of actions/export_reset_status.</summary>
    Reset,
}
