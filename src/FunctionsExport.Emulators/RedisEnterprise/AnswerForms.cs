namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>
/// What the documentation leaves open, or states in more than one way, and a client must accept in each form. Can be set
/// while the emulator runs.
/// </summary>
internal sealed class AnswerForms
{
    public ErrorBody ErrorBody { get; set; }

    public AcceptedBody AcceptedBody { get; set; }

    public IdleForm Idle { get; set; }

    /// <summary>The status, 403 or 404, of a database that the user's role does not cover.</summary>
    public int HiddenDatabaseStatus { get; set; } = StatusCodes.Status403Forbidden;
}
