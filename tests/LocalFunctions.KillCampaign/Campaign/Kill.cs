using LocalFunctions.Engine.Store;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>A moment at which the target is killed: at a commit of its life, or so long after it begins to open the store.</summary>
/// <param name="Commit">The number of the commit; 0 when the moment is a time.</param>
/// <param name="Point">The side of that commit.</param>
/// <param name="Delay">The time.</param>
internal sealed record Kill(long Commit, CommitPoint Point, TimeSpan Delay)
{
    public static Kill At(long commit, CommitPoint point) => new(Math.Max(1, commit), point, TimeSpan.Zero);

    public static Kill After(TimeSpan delay) => new(0, CommitPoint.Before, delay);

    public override string ToString()
        => Commit > 0 ? $"{Point.ToString().ToLowerInvariant()} commit {Commit}" : $"{Delay.TotalMilliseconds:F0} ms after opening";
}
