namespace Conformance;

public sealed class CustomStatusTests
{
    [Fact]
    [Trait("Row", "I1")]
    public async Task Status_of_a_million_characters_is_taken()
    {
        var status = new string('x', 1_000_000);

        var end = await Scenario.RunMainAsync(context =>
        {
            context.SetCustomStatus(status);
            return Task.FromResult("");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(status, end.ReadCustomStatusAs<string>());
    }

    [Fact]
    [Trait("Row", "I2")]
    public async Task Status_set_once_stays_through_later_turns()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            context.SetCustomStatus("once");
            await context.CallActivityAsync("Echo", "x");
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            return "";
        });

        Assert.Equal("\"once\"", end.SerializedCustomStatus);
    }

    [Fact]
    [Trait("Row", "I2")]
    public async Task Status_set_in_the_last_turn_is_there()
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            context.SetCustomStatus("early");
            await context.CallActivityAsync("Echo", "x");
            context.SetCustomStatus("last");
            return "";
        });

        Assert.Equal("\"last\"", end.SerializedCustomStatus);
    }

    [Theory]
    [Trait("Row", "I3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Status_never_set_or_set_to_null_is_null(bool set)
    {
        var end = await Scenario.RunMainAsync(async context =>
        {
            if (set)
            {
                context.SetCustomStatus("something");
            }

            await context.CallActivityAsync("Echo", "x");
            if (set)
            {
                context.SetCustomStatus(null);
            }

            return "";
        });

        Assert.Null(end.SerializedCustomStatus);
    }

    [Fact]
    [Trait("Row", "I4")]
    public async Task Status_is_written_as_inputs_are()
    {
        var end = await Scenario.RunMainAsync(context =>
        {
            context.SetCustomStatus(new { FirstName = "A", nested = new { B = 1 }, Day = DayOfWeek.Monday, Chars = "é<>&'\"" });
            return Task.FromResult("");
        });

        Assert.Equal(
            """{"FirstName":"A","nested":{"B":1},"Day":1,"Chars":"\u00E9\u003C\u003E\u0026\u0027\u0022"}""",
            end.SerializedCustomStatus);
    }

    [Fact]
    [Trait("Row", "I5")]
    public async Task Status_that_cannot_be_written_fails_the_instance_past_any_handler()
    {
        var end = await Scenario.RunMainAsync(context =>
        {
            try
            {
                context.SetCustomStatus(typeof(string));
            }
            catch (NotSupportedException)
            {
                return Task.FromResult("caught");
            }

            return Task.FromResult("set");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
    }
}
