namespace LocalFunctions.KillCampaign.Journals;

/// <summary>What a line of the journal tells.</summary>
internal enum JournalKind
{
    /// <summary>A step of a script is about to be asked of the engine.</summary>
    Asked,

    /// <summary>The engine has answered the step.</summary>
    Acknowledged,

    /// <summary>An activity has begun to run.</summary>
    ActivityStarted,

    /// <summary>Something that must not happen.</summary>
    Fault,
}
