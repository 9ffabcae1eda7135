using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Hosting.Durable;

public sealed class DurableFunctionTests
{
    [Fact]
    public async Task An_orchestration_started_over_HTTP_calls_activities_and_ends()
    {
        await using var app = await TestApp.StartAsync([typeof(DurableFunctions)]);

        using var response = await app.Http.PostAsync(new Uri("/api/greet/Ada", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var instance = await CompletionAsync(app, id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal(["Greet", "SayHello: hello Ada", "SayHello: hello Ada"], instance.ReadOutputAs<string[]>()!);
    }

    [Theory]
    [InlineData("TakeRecord", """{"Name":"Ada","Times":3}""", "\"TakeRecord Ada 3\"")]
    [InlineData("TakeRecord", null, "\"TakeRecord  \"")]
    [InlineData("TakeNumber", "41", "42")]
    [InlineData("TakeNullable", "41", "\"TakeNullable 41\"")]
    [InlineData("TakeNullable", null, "\"TakeNullable \"")]
    [InlineData("TakeDefault", "8", "\"TakeDefault 8\"")]
    [InlineData("TakeDefault", null, "\"TakeDefault 7\"")]
    [InlineData("TakeList", """["a","b"]""", "\"TakeList a b\"")]
    public async Task An_orchestrations_input_is_bound_to_the_parameter_that_nothing_else_binds(
        string name, string? input, string output)
    {
        await using var app = await TestApp.StartAsync([typeof(InputFunctions)]);

        var id = await app.Application.DurableClient.ScheduleNewOrchestrationInstanceAsync(
            name, input is null ? null : JsonSerializer.Deserialize<JsonElement>(input));
        var instance = await CompletionAsync(app, id);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, output), (instance.RuntimeStatus, instance.SerializedOutput));
    }

    [Theory]
    [InlineData("many", "System.Text.Json.JsonException", "could not be converted")]
    [InlineData(null, "System.InvalidOperationException", "Could not populate the value for 'number' parameter")]
    public async Task An_orchestration_whose_input_does_not_fit_its_parameter_fails(string? input, string type, string message)
    {
        await using var app = await TestApp.StartAsync([typeof(InputFunctions)]);

        var id = await app.Application.DurableClient.ScheduleNewOrchestrationInstanceAsync("TakeNumber", input);
        var instance = await CompletionAsync(app, id);

        Assert.Equal((OrchestrationRuntimeStatus.Failed, type), (instance.RuntimeStatus, instance.FailureDetails!.ErrorType));
        Assert.Contains(message, instance.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_version_has_the_default_version_of_host_json()
    {
        await using var app = await TestApp.StartAsync(
            [typeof(VersionFunctions)],
            """{ "version": "2.0", "extensions": { "durableTask": { "defaultVersion": "4.2" } } }""");

        var id = await app.Application.DurableClient.ScheduleNewOrchestrationInstanceAsync("TellVersion");
        var instance = await CompletionAsync(app, id);

        Assert.Equal("4.2", instance.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Every_activity_is_delivered_twice_in_the_test_mode()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            [typeof(DurableInstanceFunctions)],
            configure: options => options.DeliverActivitiesTwice = true,
            services: services => services.AddSingleton(journal).AddScoped<ScopedService>());

        var id = await app.Application.DurableClient.ScheduleNewOrchestrationInstanceAsync("Once");
        var instance = await CompletionAsync(app, id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal(2, journal.Lines.Count(line => line == "activity null"));
    }

    [Fact]
    public async Task Instances_and_scopes_of_activities_and_orchestrators_are_disposed_of()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            [typeof(DurableInstanceFunctions)],
            services: services => services.AddSingleton(journal).AddScoped<ScopedService>());

        var id = await app.Application.DurableClient.ScheduleNewOrchestrationInstanceAsync("Once");
        await CompletionAsync(app, id);

        // Two turns of the orchestrator and one activity.
        await Eventually.TrueAsync(() => journal.Lines.Count(line => line == "scope disposed") == 3, "three scopes are disposed of");
        Assert.Equal(3, journal.Lines.Count(line => line == "instance disposed"));
    }

    [Fact]
    public async Task An_activity_that_a_stop_interrupts_is_run_again_after_the_next_start()
    {
        using var folder = new TempFolder();
        var store = Path.Combine(folder.Path, "store.db");
        var (journal, gate) = (new Journal(), new Gate());
        Task<TestApp> StartAsync() => TestApp.StartAsync(
            [typeof(InterruptedFunctions)],
            configure: options => options.StorePath = store,
            services: services => services.AddSingleton(journal).AddSingleton(gate));
        string id;
        await using (var app = await StartAsync())
        {
            id = await app.Application.DurableClient.ScheduleNewOrchestrationInstanceAsync("Interrupted");
            await gate.Entered.Task;
        }

        Assert.Equal(["runs", "cancelled"], journal.Lines);
        gate.Open.SetResult();
        await using var again = await StartAsync();
        var instance = await CompletionAsync(again, id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal(["runs", "cancelled", "runs"], journal.Lines);
    }

    private static async Task<OrchestrationMetadata> CompletionAsync(TestApp app, string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await app.Application.DurableClient.WaitForInstanceCompletionAsync(id, true, patience.Token);
    }
}
