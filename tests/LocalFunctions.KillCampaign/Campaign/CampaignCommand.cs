using System.CommandLine;
using System.Diagnostics;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>The verb of the campaign.</summary>
internal static class CampaignCommand
{
    private const int MostFaultsShown = 20;

    public static Command Create()
    {
        var points = new Option<int>("--points") { DefaultValueFactory = _ => 400, Description = "How many kills." };
        var seed = new Option<int?>("--seed") { Description = "Repeats a campaign, as far as times allow; left out: random." };
        var keep = new Option<bool>("--keep") { Description = "Leaves the files of a round that has lost something." };
        var command = new Command("campaign", "Runs the workload undisturbed, then with kills, and compares.")
        {
            points, seed, keep,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new CampaignOptions(parsed.GetValue(points), parsed.GetValue(seed) ?? Random.Shared.Next(1_000_000))
            {
                Output = Console.Out,
                KeepsFolder = parsed.GetValue(keep),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CampaignOptions options, CancellationToken cancellationToken)
    {
        var stopwatch = Stopwatch.StartNew();
        var result = await new CampaignRun(options).RunAsync(cancellationToken);
        foreach (var fault in result.Faults.Take(MostFaultsShown))
        {
            await Console.Out.WriteLineAsync($"  {fault}");
        }

        var figures = $"{result.AtCommits + result.AtTimes} kills ({result.AtCommits} at commits, in {result.Places} places; "
            + $"{result.AtTimes} at random times) in {result.Rounds} rounds of {result.Instances} instances and "
            + $"{result.Commits} commits; {result.Runs} runs of activities, {result.Repeats} of them repeats; "
            + $"{stopwatch.Elapsed.TotalSeconds:F0} s";
        await Console.Out.WriteLineAsync(result.IsPassed
            ? $"Kill campaign passed: {figures}; seed {options.Seed}."
            : $"Kill campaign FAILED, {result.Faults.Count} faults: {figures}. "
                + $"Repeat with --points {options.Points} --seed {options.Seed}.");
        return result.IsPassed ? 0 : 1;
    }
}
