namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>What the documentation of API v2 leaves open; the defaults are the likely ones. Can be set while the emulator runs.</summary>
internal sealed class V2Switches
{
    public CodePlace CodePlace { get; set; }

    /// <summary>Whether <c>code</c> is a string, as in the general page's example, instead of a number.</summary>
    public bool CodeAsText { get; set; }

    /// <summary>Whether errors have <c>codeDesc</c>.</summary>
    public bool CodeDescriptions { get; set; } = true;

    /// <summary>Whether messages begin with <c>[request id:…]</c>, as a captured one does.</summary>
    public bool RequestIdInMessages { get; set; }

    /// <summary>The <c>message</c> of a success; other products say <c>success</c>.</summary>
    public string SuccessMessage { get; set; } = "";

    /// <summary>Whether <c>totalCount</c> is inside <c>data</c> instead of beside it.</summary>
    public bool TotalInData { get; set; }

    /// <summary>Whether a task's id is a string at the top level, as on the general page, instead of a number in <c>data</c>.</summary>
    public bool TaskIdAtTop { get; set; }

    /// <summary>Whether backups are listed from the newest to the oldest.</summary>
    public bool NewestFirst { get; set; }

    /// <summary>The largest <c>limit</c>; a larger one is taken for it.</summary>
    public int LimitMaximum { get; set; } = 100;

    /// <summary>Whether an <c>offset</c> beyond the list is an error instead of an empty page.</summary>
    public bool OffsetBeyondIsError { get; set; }

    /// <summary>Whether an unknown task is answered 5000 instead of 11201.</summary>
    public bool UnknownTaskIsMissingResource { get; set; }

    /// <summary>Whether a call out of the clock window is answered 4200, as in older tables, instead of 4500.</summary>
    public bool ExpiredIs4200 { get; set; }

    /// <summary>Whether the URLs of a backup of several shards are arrays, one a shard, instead of one of a joined file.</summary>
    public bool UrlPerShard { get; set; }

    /// <summary>How long URLs are good.</summary>
    public TimeSpan UrlLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Calls of one action a second before 4400; null for no limit, as none is published.</summary>
    public int? CallsPerSecond { get; set; }

    /// <summary>Backups of one instance that calls may start in 24 hours.</summary>
    public int? BackupsPerDay { get; set; } = 24;
}
