namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>
/// What the documentation leaves open, or states in more than one way, and a client must accept in each form. Can be set
/// while the emulator runs.
/// </summary>
internal sealed class AnswerForms
{
    private const int MinutesOfDay = 24 * 60;
    private const int SecondsOfHour = 60 * 60;

    public ErrorBody ErrorBody { get; set; }

    /// <summary>
    /// The <c>error_code</c> of the calls that export and reset, by status; where it has none the emulator's own. The
    /// documentation names none.
    /// </summary>
    public Dictionary<int, string> ErrorCodes { get; set; } = [];

    public AcceptedBody AcceptedBody { get; set; }

    /// <summary>Idle, of a database that never exported and, when <see cref="IdleAfterReset"/> is null, after a reset.</summary>
    public IdleForm Idle { get; set; }

    public IdleForm? IdleAfterReset { get; set; }

    /// <summary>The status of a redirect to the master: 301, 302, 303, 307 or 308.</summary>
    public int RedirectStatus
    {
        get;
        set => field = Check.OneOf(value, 301, 302, 303, 307, 308);
    }

    = StatusCodes.Status307TemporaryRedirect;

    /// <summary>Host and port that redirects lead to; null for the master's own.</summary>
    public string? RedirectHost
    {
        get;
        set => field = value is null || Uri.TryCreate($"https://{value}", UriKind.Absolute, out var uri) && uri.Authority == value
            ? value
            : throw new ArgumentException($"redirectHost is '{value}'; it must be host or host:port.");
    }

    /// <summary>The cluster's setting <c>handle_redirects</c>: nodes pass requests on instead of redirecting.</summary>
    public bool HandleRedirects { get; set; }

    /// <summary>How many seconds after its acceptance an export still does not show, and the state before it does.</summary>
    public double StartDelaySeconds
    {
        get;
        set => field = Check.Seconds(value);
    }

    /// <summary>How many seconds after its acceptance an export still shows <c>succeeded</c>, as of a run before it.</summary>
    public double StaleSucceededSeconds
    {
        get;
        set => field = Check.Seconds(value);
    }

    public ProgressAfterEnd ProgressAfterEnd { get; set; }

    public ResetWhileExporting ResetWhileExporting { get; set; }

    /// <summary>Whether an export is accepted while a scheduled backup runs; otherwise it is 409.</summary>
    public bool ExportDuringBackup { get; set; }

    /// <summary>The <c>name</c> of an export in <c>/v2/actions</c>.</summary>
    public string ExportActionName { get; set; } = "export";

    /// <summary>What precedes the type of an event, such as <c>bdb_</c>.</summary>
    public string EventPrefix { get; set; } = "";

    /// <summary>Whether numbers that have been seen as strings are strings: progress, creation time, the uid in an event.</summary>
    public bool NumbersAsText { get; set; }

    /// <summary>Whether a name in <c>fields</c> that a database does not have is 400; otherwise it is passed over.</summary>
    public bool RefusesUnknownFields { get; set; }

    /// <summary>Whether a field that an export request does not have is passed over; otherwise it is 400.</summary>
    public bool IgnoresUnknownBodyFields { get; set; }

    /// <summary>Whether the names of files end after <c>{i}_of_{n}</c>, as older documentation shows them.</summary>
    public bool ShortFileNames { get; set; }

    /// <summary>How many minutes, at most a day's, the stamp in file names is ahead of UTC.</summary>
    public int StampOffsetMinutes
    {
        get;
        set => field = Check.Range(value, -MinutesOfDay, MinutesOfDay);
    }

    /// <summary>How many seconds the stamp of each shard's file is behind that of the shard before, at most an hour.</summary>
    public int StampSpreadSeconds
    {
        get;
        set => field = Check.Range(value, 0, SecondsOfHour);
    }

    /// <summary>The status, 403 or 404, of a database that the user's role does not cover.</summary>
    public int HiddenDatabaseStatus
    {
        get;
        set => field = Check.OneOf(value, 403, 404);
    }

    = StatusCodes.Status403Forbidden;
}
