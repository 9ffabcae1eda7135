namespace FunctionsExport.Emulators.Tencent.Instances;

/// <summary>The kind of an instance; the numbers are API v2's <c>typeId</c>.</summary>
internal enum Edition
{
    /// <summary>Cluster edition: API v2 exports its backups before they can be downloaded.</summary>
    Cluster = 1,

    /// <summary>Master-replica edition: downloaded without an export.</summary>
    MasterReplica = 2,

    /// <summary>New master-replica edition.</summary>
    NewMasterReplica = 3,

    /// <summary>CKV cluster edition; its backups cannot be exported.</summary>
    CkvCluster = 4,
}
