using System.Diagnostics;
using LocalFunctions.Engine.Store;
using LocalFunctions.KillCampaign.Journals;
using LocalFunctions.KillCampaign.Target;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>Runs the workload undisturbed, then again and again with kills, and compares.</summary>
internal sealed class CampaignRun(CampaignOptions options)
{
    private readonly List<string> _faults = [];
    private readonly List<Kill> _kills = [];
    private readonly HashSet<(long, CommitPoint)> _places = [];
    private int _runs;
    private int _repeats;

    /// <summary>Runs until so many kills have been made or something has been found.</summary>
    public async Task<CampaignResult> RunAsync(CancellationToken cancellationToken)
    {
        var stopwatch = Stopwatch.StartNew();
        var expected = await RunRoundAsync("undisturbed", (_, _) => null, null, cancellationToken);
        var plan = new KillPlan(options.Seed, options.Points, expected?.Commits ?? 0, stopwatch.Elapsed);
        var round = 0;
        while (expected is not null && _faults.Count == 0 && _kills.Count < options.Points)
        {
            var number = round++;
            var most = Math.Min(KillPlan.KillsOfRound, options.Points - _kills.Count);
            await RunRoundAsync(
                $"round {number} ({KillPlan.KindOf(number)})",
                (kill, progress) => kill < most ? plan.Next(number, kill, progress) : null,
                expected,
                cancellationToken);
        }

        return new CampaignResult
        {
            Faults = _faults,
            AtCommits = _kills.Count(kill => kill.Commit > 0),
            Places = _places.Count,
            AtTimes = _kills.Count(kill => kill.Commit == 0),
            Rounds = round,
            Instances = expected?.Instances.Count ?? 0,
            Commits = expected?.Commits ?? 0,
            Runs = _runs,
            Repeats = _repeats,
        };
    }

    private async Task<TargetReport?> RunRoundAsync(
        string name, Func<int, long, Kill?> next, TargetReport? expected, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("kill-campaign-");
        try
        {
            var round = new Round(new TargetFolder(folder.FullName), cancellationToken);
            await round.RunAsync(next, expected);
            _kills.AddRange(round.Kills);
            _places.UnionWith(round.Places);
            _faults.AddRange(round.Faults.Select(fault => $"{name}: {fault}"));
            var runs = round.Journal.Where(entry => entry.Kind == JournalKind.ActivityStarted).ToList();
            _runs += runs.Count;
            _repeats += runs.Count - runs.DistinctBy(entry => entry.WorkId).Count();
            await options.Output.WriteLineAsync(
                $"{name}: {(round.Kills.Count == 0 ? "no kill" : string.Join(", ", round.Kills))}");
            return round.Report;
        }
        finally
        {
            if (options.KeepsFolder && _faults.Count > 0)
            {
                await options.Output.WriteLineAsync($"{name}: its files are in {folder.FullName}");
            }
            else
            {
                folder.Delete(recursive: true);
            }
        }
    }
}
