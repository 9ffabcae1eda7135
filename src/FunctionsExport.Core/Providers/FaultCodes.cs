namespace FunctionsExport.Providers;

/// <summary>The stable codes of failures, as they appear in status documents, manifests and logs.</summary>
public static class FaultCodes
{
    /// <summary>The provider knows no such database.</summary>
    public const string DatabaseNotFound = "database-not-found";

    /// <summary>A module of the database cannot be exported.</summary>
    public const string ModuleNotSupported = "module-not-supported";

    /// <summary>The database is busy with another action; temporary.</summary>
    public const string DatabaseBusy = "database-busy";

    /// <summary>The provider refused the credentials.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The credentials are good, but may not do this.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The provider serves nothing to this account: it is banned, unpaid or not verified.</summary>
    public const string AccountRefused = "account-refused";

    /// <summary>The provider refuses the requests' time: this machine's clock is wrong.</summary>
    public const string ClockSkew = "clock-skew";

    /// <summary>The provider's certificate is not trusted, is out of date or is for another name.</summary>
    public const string CertificateNotTrusted = "certificate-not-trusted";

    /// <summary>The provider refused the request as malformed.</summary>
    public const string InvalidRequest = "invalid-request";

    /// <summary>The export location refused the provider or this app.</summary>
    public const string DestinationDenied = "destination-denied";

    /// <summary>The export location does not exist.</summary>
    public const string DestinationNotFound = "destination-not-found";

    /// <summary>The provider's export failed for a reason that it does not tell.</summary>
    public const string ExportFailed = "export-failed";

    /// <summary>The provider asks for fewer requests; temporary.</summary>
    public const string Throttled = "throttled";

    /// <summary>The provider cannot be reached or cannot answer; temporary.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The provider's answer cannot be understood.</summary>
    public const string UnexpectedAnswer = "unexpected-answer";

    /// <summary>The provider has no such backup, or none that fits.</summary>
    public const string BackupNotFound = "backup-not-found";

    /// <summary>The provider does not keep the backup any more.</summary>
    public const string BackupExpired = "backup-expired";

    /// <summary>The backup's state does not allow what was asked for.</summary>
    public const string BackupStatusInvalid = "backup-status-invalid";

    /// <summary>Only backups of cluster instances can be exported.</summary>
    public const string NotAClusterInstance = "not-a-cluster-instance";

    /// <summary>The provider accepted the export, or may have, and never began it.</summary>
    public const string NotStarted = "not-started";

    /// <summary>The provider says that the export succeeded, but files are missing, empty or of different runs.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>A file has changed or ended early while it was read, or fails its own check.</summary>
    public const string Corrupt = "corrupt";

    /// <summary>The file is larger than a block blob can be.</summary>
    public const string TooLarge = "too-large";

    /// <summary>All places for fetches of this process are taken; temporary, and not counted as an attempt.</summary>
    public const string FetchQueued = "fetch-queued";

    /// <summary>A blob of that name is there already, with other content.</summary>
    public const string BlobConflict = "blob-conflict";

    /// <summary>Blob Storage refused or could not be reached.</summary>
    public const string StorageUnavailable = "storage-unavailable";

    /// <summary>Another export took the database over.</summary>
    public const string Superseded = "superseded";

    /// <summary>The export was not done by its deadline.</summary>
    public const string DeadlineExceeded = "deadline-exceeded";

    /// <summary>The export was cancelled on request.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The export's orchestration was ended from outside the app.</summary>
    public const string Terminated = "terminated";

    /// <summary>The source is not configured (any more).</summary>
    public const string UnknownSource = "unknown-source";

    /// <summary>A fault of this app; its log has the details.</summary>
    public const string Internal = "internal";
}
