using System.Diagnostics;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.KillCampaign.Target;

/// <summary>Kills this process at a commit, and counts commits.</summary>
internal sealed class CommitKiller(long commit, CommitPoint point)
{
    // Before a commit nobody may have been told of it; who is told too early gets the time to write that down.
    private static readonly TimeSpan TimeOfThePremature = TimeSpan.FromMilliseconds(20);

    /// <summary>The commits so far.</summary>
    public long Commits { get; private set; }

    public void At(CommitPoint reached, long number)
    {
        Commits = number;
        if (number != commit || reached != point)
        {
            return;
        }

        if (point == CommitPoint.Before)
        {
            Thread.Sleep(TimeOfThePremature);
        }

        // SIGKILL: nothing of this process runs any more.
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
