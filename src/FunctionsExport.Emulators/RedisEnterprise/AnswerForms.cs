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
}
