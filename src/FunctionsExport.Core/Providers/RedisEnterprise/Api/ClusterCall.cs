namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>The calls of the cluster's REST API that an export needs.</summary>
internal enum ClusterCall
{
    /// <summary><c>GET /v1/bdbs/{uid}</c>.</summary>
    ReadDatabase,

    /// <summary><c>PUT /v1/bdbs/{uid}/actions/export_reset_status</c>.</summary>
    ResetStatus,

    /// <summary><c>POST /v1/bdbs/{uid}/actions/export</c>.</summary>
    StartExport,

    /// <summary><c>GET /v1/modules</c>.</summary>
    ReadModules,

    /// <summary><c>GET /v1/bdbs/stats/last/{uid}</c>.</summary>
    ReadStatistics,

    /// <summary><c>GET /v2/actions</c>; clusters from 7.22 on.</summary>
    ReadActions,

    /// <summary><c>POST /v1/users/authorize</c>.</summary>
    Authorize,
}
