namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>
/// What API 3.0 answers in more than one way, by its pages or by the years. Can be set while the emulator runs.
/// </summary>
internal sealed class V3Switches
{
    /// <summary>Whether errors have API v2's shape, <c>code</c>, <c>message</c> and <c>codeDesc</c>, as 3.0 hosts were seen to answer.</summary>
    public bool LegacyErrors { get; set; }

    /// <summary>Whether names of task states begin with a capital letter, as on the international pages.</summary>
    public bool CapitalTaskStates { get; set; }

    /// <summary>Whether the list of backups is <c>RedisBackupSet</c>, as in samples of 2020, instead of <c>BackupSet</c>.</summary>
    public bool OldBackupSetName { get; set; }

    /// <summary>
    /// Whether <c>BackupType</c> is <c>manualBackupInstance</c> or <c>systemBackupInstance</c>, as before 2022, instead of <c>0</c> or
    /// <c>1</c>.
    /// </summary>
    public bool OldBackupTypes { get; set; }

    public UrlForm Urls { get; set; }

    /// <summary>Whether the shards' files come in the opposite order; none is promised.</summary>
    public bool ShardsReversed { get; set; }

    /// <summary>Whether <c>FileSize</c> is the size; otherwise 0, which says that it is not known.</summary>
    public bool FileSizes { get; set; } = true;

    /// <summary>Whether <c>DownloadUrl</c> has a URL; otherwise it is empty, as when the account allows the intranet alone.</summary>
    public bool ExtranetUrls { get; set; } = true;

    /// <summary>The error that every download of a finished backup is refused with; null for none.</summary>
    public string? DownloadRefusal { get; set; }

    /// <summary>Whether backups are listed from the newest to the oldest; undocumented.</summary>
    public bool NewestFirst { get; set; } = true;

    /// <summary>How long URLs are good; a minute is added, as COS does.</summary>
    public TimeSpan UrlLifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Calls of one action a second; null for no limit.</summary>
    public int? CallsPerSecond { get; set; } = 20;
}
