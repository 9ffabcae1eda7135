using LocalFunctions.KillCampaign.Campaign;
using Xunit.Abstractions;

namespace LocalFunctions.Tests.KillCampaign;

/// <summary>The short form; <c>bench/kill.sh</c> is the long one.</summary>
public sealed class KillCampaignTests(ITestOutputHelper output)
{
    private const int Points = 20;

    [Fact]
    public async Task Killed_process_loses_nothing_and_ends_as_if_undisturbed()
    {
        var seed = Random.Shared.Next(1_000_000);
        using var lines = new StringWriter();

        var result = await new CampaignRun(new CampaignOptions(Points, seed) { Output = lines }).RunAsync(CancellationToken.None);

        output.WriteLine($"Seed {seed}.\n{lines}");
        Assert.Empty(result.Faults);
        Assert.Equal(Points, result.AtCommits + result.AtTimes);
        Assert.True(result.Repeats > 0, "No kill has found an activity running.");
    }
}
