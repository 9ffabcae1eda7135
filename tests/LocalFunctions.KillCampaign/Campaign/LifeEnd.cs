namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>How a life of the target has ended.</summary>
/// <param name="WasKilled">Whether SIGKILL ended it.</param>
/// <param name="ExitCode">The exit code; -1 when it had to be given up.</param>
/// <param name="Error">What it wrote to its standard error.</param>
internal sealed record LifeEnd(bool WasKilled, int ExitCode, string Error)
{
    public bool IsComplete => !WasKilled && ExitCode == 0;
}
