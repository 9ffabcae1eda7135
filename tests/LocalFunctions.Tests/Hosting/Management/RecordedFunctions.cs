using System.Text.Json;
using System.Text.Json.Serialization;
using LocalFunctions.Worker;

// The recorded app's namespace: it appears in the recordings.
namespace Behave;

/// <summary>Functions that behave as those of the recordings.</summary>
public static class RecordedFunctions
{
    private const string FirstChild = "8d588d7dc5c65b3d93e97d73e4806aaf";
    private const string SecondChild = "b3a671056deb5f0fa9496618f59f25f8";
    private const string FailingChild = "734c4397ebe75b9288bb22b9247e9ca7";

    [Function("WaitO")]
    public static async Task<string> WaitO([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("waiting");
        return $"finished {await context.WaitForExternalEvent<string>("finish")}";
    }

    [Function("StrO")]
    public static Task<string?> StrO([OrchestrationTrigger] TaskOrchestrationContext context) =>
        Task.FromResult(context.GetInput<string>());

    [Function("IntO")]
    public static Task<int> IntO([OrchestrationTrigger] TaskOrchestrationContext context) =>
        Task.FromResult(context.GetInput<int>());

    [Function("NullOutO")]
    public static Task<string?> NullOutO([OrchestrationTrigger] TaskOrchestrationContext context) =>
        Task.FromResult<string?>(null);

    [Function("TypeO")]
    public static Task<JsonElement> TypeO([OrchestrationTrigger] TaskOrchestrationContext context) =>
        Task.FromResult(context.GetInput<JsonElement>());

    [Function("MutO")]
    public static Task<Mutable> MutO([OrchestrationTrigger] TaskOrchestrationContext context) =>
        Task.FromResult(context.GetInput<Mutable>()!);

    [Function("ThrowO")]
    public static async Task<string> ThrowO([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.GetInput<string>() switch
        {
            "app" => throw new MyAppException("orch outer"),
            "oce" => throw new OperationCanceledException("cancelled"),
            "act" => await context.CallActivityAsync<string>("ThrowApp"),
            _ => await CallChildAsync(context, "ThrowO", "act", FailingChild),
        };

    [Function("StatusMiscO")]
    public static async Task StatusMiscO([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        if (context.GetInput<string>() == "poco")
        {
            context.SetCustomStatus(new Poco("A", new Nested(1), 1, "é<>&'\"ñ中"));
        }
        else
        {
            context.SetCustomStatus("something");
            await context.CallActivityAsync<string>("EchoTraced", "something");
            context.SetCustomStatus(null);
        }

        await context.WaitForExternalEvent<string>("finish");
    }

    [Function("CanO")]
    public static async Task<string> CanO([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<Generation>()!;
        if (input.Gen == 0)
        {
            context.SetCustomStatus("from gen0");
            context.ContinueAsNew(input with { Gen = 1 });
            return "";
        }

        await context.WaitForExternalEvent<string>("finish");
        return "final";
    }

    [Function("SlowO")]
    public static async Task<string> SlowO([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("calling");
        var result = await context.CallActivityAsync<string>("Slow", context.GetInput<int>());
        await context.CallActivityAsync<string>("EchoTraced", "slow after");
        return result;
    }

    [Function("TimerO")]
    public static async Task<string> TimerO([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var start = context.CurrentUtcDateTime;
        var delay = context.GetInput<string>() == "1s" ? TimeSpan.FromSeconds(1) : TimeSpan.FromDays(10);
        await context.CreateTimer(delay, CancellationToken.None);
        return $"done after {(int)(context.CurrentUtcDateTime - start).TotalMilliseconds}ms";
    }

    [Function("SubO")]
    public static async Task<string> SubO([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await CallChildAsync(context, "ChildO", "c1", FirstChild);
        var second = await CallChildAsync(context, "ChildO", "c2", SecondChild);
        return $"{first} ; {second}";
    }

    [Function("ChildO")]
    public static Task<string> ChildO([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(
        $"child id={context.InstanceId} name={context.Name} input={context.GetInput<string>()} "
            + $"parent={context.Parent!.Name}/{context.Parent.InstanceId} version='{context.Version}'");

    [Function("ThrowApp")]
    public static string ThrowApp([ActivityTrigger] string? input) => throw new MyAppException("outer msg");

    [Function("FailN")]
    public static string FailN([ActivityTrigger] string input) => input;

    [Function("EchoTraced")]
    public static string EchoTraced([ActivityTrigger] string input) => input;

    [Function("Slow")]
    public static async Task<string> Slow([ActivityTrigger] int milliseconds, CancellationToken cancellationToken)
    {
        await Task.Delay(milliseconds, cancellationToken);
        return "slow done";
    }

    // Under the recorded id, so that lists have the recorded order.
    private static Task<string> CallChildAsync(TaskOrchestrationContext context, string name, string input, string id) =>
        context.CallSubOrchestratorAsync<string>(name, input, new SubOrchestrationOptions(instanceId: id));

    public sealed record Generation(int Gen, bool Preserve, string Mode, string Log);

    public sealed record Nested(int B);

    public sealed record Poco(string FirstName, [property: JsonPropertyName("nested")] Nested Nested, int Green, string Chars);

    public sealed class Mutable
    {
        public string? Name { get; set; }

        public int ReadOnly { get; } = 9;

        [JsonPropertyName("custom_name")]
        public string? CustomName { get; set; }
    }
}
