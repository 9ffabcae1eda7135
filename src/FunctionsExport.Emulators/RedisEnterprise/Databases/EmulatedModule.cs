namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>A module that is loaded to a database.</summary>
/// <param name="Name">Its name in the API: <c>search</c>, <c>ReJSON</c>, <c>timeseries</c>, <c>bf</c>, or another.</param>
/// <param name="SemanticVersion">Such as <c>2.10.17</c>.</param>
/// <param name="Capabilities">What it supports; an export needs <c>backup_restore</c> of every loaded module.</param>
internal sealed record EmulatedModule(string Name, string SemanticVersion, IReadOnlyList<string> Capabilities)
{
    public const string BackupRestore = "backup_restore";

    /// <summary>The modules that come with a cluster. All can be exported.</summary>
    public static readonly IReadOnlyList<EmulatedModule> Bundled =
    [
        Exportable("bf", "2.8.7"),
        Exportable("search", "2.10.17"),
        Exportable("ReJSON", "2.8.10"),
        Exportable("timeseries", "1.12.7"),
    ];

    public bool CanBeExported => Capabilities.Contains(BackupRestore);

    public static EmulatedModule Exportable(string name, string semanticVersion) =>
        new(name, semanticVersion, ["types", "replica_of", "failover_migrate", "persistence_rdb", BackupRestore]);

    /// <summary>A module whose data an export would lack, so that the cluster refuses the export with 406.</summary>
    public static EmulatedModule NotExportable(string name, string semanticVersion) =>
        new(name, semanticVersion, ["types", "failover_migrate"]);
}
