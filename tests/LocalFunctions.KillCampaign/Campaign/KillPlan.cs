using System.Security.Cryptography;
using System.Text;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>
/// When the targets are killed. A round is one store, whose target is killed several times on its way; the rounds take turns in
/// how: at commits, at random times, several times in a row while it recovers.
/// </summary>
internal sealed class KillPlan(int seed, int points, long commits, TimeSpan duration)
{
    /// <summary>The kills of a round.</summary>
    public const int KillsOfRound = 6;

    private const int KillsOfChain = 3;
    private const double LongestRecovery = 60;

    private static readonly RoundKind[] Turns =
        [RoundKind.Commits, RoundKind.Times, RoundKind.Recoveries, RoundKind.Commits, RoundKind.Commits];

    private readonly int _commitRounds = Math.Max(
        1, Enumerable.Range(0, (points + KillsOfRound - 1) / KillsOfRound).Count(round => KindOf(round) == RoundKind.Commits));

    public static RoundKind KindOf(int round) => Turns[round % Turns.Length];

    /// <summary>The next kill of a round.</summary>
    /// <param name="round">The round's number, from 0.</param>
    /// <param name="number">The kill's number in the round, from 0.</param>
    /// <param name="progress">The commits that the round's earlier lives have made.</param>
    public Kill Next(int round, int number, long progress)
    {
        var random = RandomOf(round, number);
        return KindOf(round) switch
        {
            RoundKind.Commits => Kill.At(Commit(round, number, random.NextDouble()) - progress, Side(round + number)),
            RoundKind.Times => Kill.After(duration * (2 * random.NextDouble() / KillsOfRound)),
            _ => InRecovery(number, random),
        };
    }

    // Seeds that lie near one another give numbers that do too; hence the hash.
    private Random RandomOf(int round, int number)
        => new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{round}/{number}"))));

    private static CommitPoint Side(int number) => number % 2 == 0 ? CommitPoint.Before : CommitPoint.After;

    // Each round shifts its commits by a part of the distance between two of them, so that together they cover the whole run.
    private long Commit(int round, int number, double shift)
    {
        var earlier = Enumerable.Range(0, round).Count(other => KindOf(other) == RoundKind.Commits) % _commitRounds;
        return 1 + (long)(commits * (number + ((earlier + shift) / _commitRounds)) / KillsOfRound);
    }

    private Kill InRecovery(int number, Random random)
        => number % KillsOfChain == 0 ? Kill.At(1 + (long)(random.NextDouble() * commits / 2), Side(random.Next(2)))
            : random.Next(2) == 0 ? Kill.At(1 + random.Next(3), Side(random.Next(2)))
            : Kill.After(TimeSpan.FromMilliseconds(random.NextDouble() * LongestRecovery));
}
