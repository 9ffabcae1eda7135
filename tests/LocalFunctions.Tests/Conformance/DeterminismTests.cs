using System.Security.Cryptography;
using System.Text;

namespace Conformance;

public sealed class DeterminismTests
{
    [Fact]
    [Trait("Row", "J1")]
    public async Task Guid_is_version_5_of_instance_time_and_counter()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            var first = (context.NewGuid(), context.CurrentUtcDateTime);
            await context.CallActivityAsync("Echo", "x");
            var second = (context.NewGuid(), context.CurrentUtcDateTime);
            return new[] { Check(first, 0), Check(second, 1) };

            string Check((Guid Id, DateTime Time) made, int counter)
                => $"{made.Id == Expected($"{context.InstanceId}_{made.Time:o}_{counter}")}";
        });

        Assert.Equal(["True", "True"], end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    [Trait("Row", "J2")]
    public async Task Time_stands_still_within_a_turn_and_is_repeated()
    {
        var seen = new List<(DateTime First, DateTime Again)>();
        await Scenario.RunMainAsync(async context =>
        {
            var first = context.CurrentUtcDateTime;
            Thread.Sleep(20);
            seen.Add((first, context.CurrentUtcDateTime));
            await context.CallActivityAsync("Echo", "x");
            return context.CurrentUtcDateTime > first ? "" : Fault.Throw("the time stands still");
        });

        Assert.Equal(2, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.Equal(seen[0].First, seen[0].Again);
        Assert.Equal(DateTimeKind.Utc, seen[0].First.Kind);
    }

    [Fact]
    [Trait("Row", "J3")]
    public async Task Replaying_is_true_up_to_the_last_old_result()
    {
        var seen = new List<string>();
        await Scenario.RunMainAsync(async context =>
        {
            seen.Add($"start {context.IsReplaying}");
            await context.CallActivityAsync("Echo", "x");
            seen.Add($"first {context.IsReplaying}");
            await context.CallActivityAsync("Echo", "x");
            seen.Add($"second {context.IsReplaying}");
            return "";
        });

        Assert.Equal(
            ["start False", "start True", "first False", "start True", "first True", "second False"], seen);
    }

    [Fact]
    [Trait("Row", "J4")]
    public async Task Code_runs_once_for_each_result_and_once_more()
    {
        var runs = 0;
        await Scenario.RunMainAsync(async context =>
        {
            runs++;
            for (var i = 0; i < 20; i++)
            {
                await context.CallActivityAsync("Echo", "x");
            }

            return "";
        });

        Assert.Equal(21, runs);
    }

    [Fact]
    [Trait("Row", "J6")]
    public async Task Top_level_context_is_plain()
    {
        var end = await Scenario.RunMainAsync(context => Task.FromResult(
            $"{context.Name}|{context.Version}|{context.Parent is null}|{context.Properties.Count}"));

        Assert.Equal("Main||True|0", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "J7")]
    public async Task Input_can_be_got_again_but_not_as_another_type()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Main", (context, input) =>
            {
                try
                {
                    _ = context.GetInput<int>();
                    return Task.FromResult("");
                }
                catch (InvalidCastException)
                {
                    return Task.FromResult(input + context.GetInput<string>() + context.GetInput<string>());
                }
            }),
            "Main",
            "x");

        Assert.Equal("xxx", end.ReadOutputAs<string>());
    }

    private static Guid Expected(string name)
    {
        var nameSpace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);
#pragma warning disable CA5350 // Version 5 identifiers are made by SHA-1.
        var bytes = SHA1.HashData([.. nameSpace, .. Encoding.UTF8.GetBytes(name)])[..16];
#pragma warning restore CA5350
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
