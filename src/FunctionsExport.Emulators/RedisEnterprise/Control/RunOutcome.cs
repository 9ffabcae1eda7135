namespace FunctionsExport.Emulators.RedisEnterprise.Control;

/// <summary>How an export ends.</summary>
internal enum RunOutcome
{
    Succeeds,
    Fails,
    NeverStarts,
    LosesStatus,
}
