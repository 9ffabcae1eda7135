using System.Text.Json.Serialization;

namespace Conformance;

public sealed class SerializationTests
{
    public enum Colour
    {
        Red,
        Green,
    }

    [Fact]
    [Trait("Row", "K1, K3, K9, K10, K14")]
    public async Task Values_are_written_as_declared()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<Thing, object?>("Main", (_, _) => Task.FromResult<object?>(null)),
            "Main",
            new Thing
            {
                Name = "é<",
                Colour = Colour.Green,
                Field = 77,
                When = new DateTimeOffset(2024, 6, 1, 12, 0, 0, TimeSpan.FromHours(-5)),
                Bytes = [1, 2],
                Time = TimeSpan.FromSeconds(90),
            });

        Assert.Equal(
            """{"Name":"\u00E9\u003C","Colour":1,"When":"2024-06-01T12:00:00-05:00","Bytes":"AQI=","Time":"00:01:30","Field":77}""",
            end.SerializedInput);
        Assert.Null(end.SerializedOutput);
    }

    [Theory]
    [Trait("Row", "K1, K4")]
    [InlineData("""{"Colour":"Green"}""")]
    [InlineData("""{"Field":"77"}""")]
    public async Task Enum_as_text_or_number_as_text_fails_the_instance(string json)
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<Thing, string>("Main", (_, input) => Task.FromResult(input.Name!)),
            "Main",
            System.Text.Json.JsonDocument.Parse(json).RootElement);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.Text.Json.JsonException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    [Trait("Row", "K2, K5")]
    public async Task Names_in_another_case_and_unknown_names_are_ignored()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<Thing, string>("Main", (_, input) => Task.FromResult($"{input.Name is null} {input.Field}")),
            "Main",
            new { name = "lower", Field = 3, Other = true });

        Assert.Equal("True 3", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "K6, K7")]
    public async Task Values_are_written_by_their_own_type_and_polymorphic_ones_come_back()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<Animal, string>(
                "Main", (_, input) => Task.FromResult($"{input.GetType().Name} {((Dog)input).Bones} {input.Name}")),
            "Main",
            new Dog { Name = "rex", Bones = 2 });

        Assert.Equal("""{"$kind":"dog","Bones":2,"Name":"rex"}""", end.SerializedInput);
        Assert.Equal("Dog 2 rex", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "K8")]
    public async Task Missing_input_is_null()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<string, bool>("Main", (context, input) => Task.FromResult(
                input is null && context.GetInput<string>() is null)),
            "Main");

        Assert.Null(end.SerializedInput);
        Assert.True(end.ReadOutputAs<bool>());
    }

    [Fact]
    [Trait("Row", "K8")]
    public async Task Missing_input_read_as_a_value_fails_the_instance()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<string, int>("Main", (context, _) => Task.FromResult(context.GetInput<int>())),
            "Main");

        Assert.Equal("System.NullReferenceException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    [Trait("Row", "K10, K11")]
    public async Task Values_are_written_in_full()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<string, int>("Main", (_, _) => 0),
            "Main",
            new
            {
                Price = 1.10m,
                At = new DateTime(2024, 6, 1, 12, 0, 0, DateTimeKind.Utc),
                Id = new Guid("9e952958-5e33-4daf-827f-2fa12937b875"),
                Map = new Dictionary<string, int> { ["some key"] = 1 },
                Nothing = (string?)null,
                Pair = (1, "b"),
            });

        Assert.Equal(
            """{"Price":1.10,"At":"2024-06-01T12:00:00Z","Id":"9e952958-5e33-4daf-827f-2fa12937b875","Map":{"some key":1},"""
            + "\"Nothing\":null,\"Pair\":{\"Item1\":1,\"Item2\":\"b\"}}",
            end.SerializedInput);
    }

    [Fact]
    [Trait("Row", "K12")]
    public async Task Number_that_json_does_not_know_is_refused()
    {
        await using var scenario = await Scenario.StartAsync(_ => { });

        await Assert.ThrowsAsync<ArgumentException>(() => scenario.ScheduleAsync("Main", double.NaN));
    }

    [Fact]
    [Trait("Row", "K13")]
    public async Task Text_that_holds_json_stays_text()
    {
        var end = await Scenario.RunAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Main", (context, input) =>
                context.CallActivityAsync<string>("Echo", input)),
            "Main",
            """{"a":[1]}""");

        Assert.Equal("""{"a":[1]}""", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "K15")]
    public async Task Result_of_an_activity_is_read_as_wanted()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                var nothing = await context.CallActivityAsync<string>("Nothing");
                var zero = await context.CallActivityAsync<int>("Nothing");
                var number = await context.CallActivityAsync<long>("Five");
                var any = await context.CallActivityAsync<object>("Five");
                var wrong = await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => context.CallActivityAsync<string>("Five"));
                return $"{nothing is null} {zero} {number} {any.GetType().Name} {wrong is not null}";
            },
            tasks => tasks
                .AddActivityFunc("Nothing", (TaskActivityContext _) => { })
                .AddActivityFunc<int>("Five", (TaskActivityContext _) => 5));

        Assert.Equal("True 0 5 JsonElement True", end.ReadOutputAs<string>());
    }

    [Fact]
    [Trait("Row", "K16")]
    public async Task Activity_that_takes_a_value_needs_an_input()
    {
        var end = await Scenario.RunMainAsync(
            async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("TakesInt");
                }
                catch (TaskFailedException e)
                {
                    return $"{e.FailureDetails.ErrorType} {await context.CallActivityAsync<bool>("TakesText")}";
                }
            },
            tasks => tasks
                .AddActivityFunc<int, string>("TakesInt", (TaskActivityContext _, int number) => $"{number}")
                .AddActivityFunc<string, bool>("TakesText", (TaskActivityContext _, string text) => text is null));

        Assert.Equal("System.Text.Json.JsonException True", end.ReadOutputAs<string>());
    }

    public sealed class Thing
    {
#pragma warning disable CA1051 // That fields are serialized is what is tested.
        public int Field;
#pragma warning restore CA1051

        public string? Name { get; set; }

        public Colour Colour { get; set; }

        public DateTimeOffset When { get; set; }

        public byte[]? Bytes { get; set; }

        public TimeSpan Time { get; set; }
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
    [JsonDerivedType(typeof(Dog), "dog")]
    public abstract class Animal
    {
        public string? Name { get; set; }
    }

    public sealed class Dog : Animal
    {
        public int Bones { get; set; }
    }
}
