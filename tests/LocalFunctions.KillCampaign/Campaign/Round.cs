using System.Text.Json;
using LocalFunctions.Engine.Store;
using LocalFunctions.KillCampaign.Journals;
using LocalFunctions.KillCampaign.Target;
using LocalFunctions.KillCampaign.Workload;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>One store from its beginning to the end of all scripts, killed on the way.</summary>
internal sealed class Round(TargetFolder folder, CancellationToken cancellationToken)
{
    private readonly List<Death> _deaths = [];
    private readonly List<string> _faults = [];

    /// <summary>What has been found.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The kills that came before the end.</summary>
    public List<Kill> Kills { get; } = [];

    /// <summary>Which commits of the round those were that came at one; a random time before hides the number.</summary>
    public List<(long Commit, CommitPoint Point)> Places { get; } = [];

    /// <summary>What the target left; <see langword="null"/> when it did not come to the end.</summary>
    public TargetReport? Report { get; private set; }

    public IReadOnlyList<JournalEntry> Journal { get; private set; } = [];

    /// <summary>Runs the round.</summary>
    /// <param name="next">The next kill; <see langword="null"/> when there is to be no more. Gets the commits so far.</param>
    /// <param name="expected">What the undisturbed run came to; <see langword="null"/> when this is it.</param>
    public async Task RunAsync(Func<int, long, Kill?> next, TargetReport? expected)
    {
        var progress = 0L;
        LifeEnd end;
        do
        {
            var kill = next(Kills.Count, progress);
            end = await Life.RunAsync(folder, kill, cancellationToken);
            Journal = Journals.Journal.Read(folder.Journal);
            if (end.WasKilled && kill is not null)
            {
                progress += kill.Commit;
                Kills.Add(kill);
                if (Kills.TrueForAll(earlier => earlier.Commit > 0))
                {
                    Places.Add((progress, kill.Point));
                }

                Examine();
            }
        }
        while (end.WasKilled && _faults.Count == 0);

        Conclude(end, expected);
    }

    private void Examine()
    {
        var image = StoreImage.Read(folder);
        _deaths.Add(new Death(Journal.Count, image));
        _faults.AddRange(Verdict.OfDeath(Scripts.All, Journal, image));
    }

    private void Conclude(LifeEnd end, TargetReport? expected)
    {
        _faults.AddRange(Journal.Where(entry => entry.Kind == JournalKind.Fault).Select(entry => entry.Subject));
        _faults.AddRange(Verdict.OfRuns(Journal, _deaths));
        if (!end.IsComplete)
        {
            if (_faults.Count == 0)
            {
                _faults.Add($"the target has ended with {end.ExitCode}: {end.Error}");
            }

            return;
        }

        Report = JsonSerializer.Deserialize<TargetReport>(File.ReadAllText(folder.Report))!;
        var image = StoreImage.Read(folder);
        _faults.AddRange(image.Faults);
        if (image.Remains > 0)
        {
            _faults.Add($"all has ended, and {image.Remains} messages, activities or timers are left");
        }

        _faults.AddRange(expected is null
            ? ResultComparison.OfUndisturbed(Report.Instances)
            : Verdict.OfResults(expected.Instances, Report.Instances, new EventAsks(Scripts.All, Journal)));
    }
}
