using LocalFunctions.DurableTask;

namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>Orchestrations of orchestrations.</summary>
internal static class Families
{
    public static DurableTaskRegistry AddFamilies(this DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<object?, Outcome>("Parent", (context, _) => ParentAsync(context))
        .AddOrchestratorFunc<string, Outcome>("ParentOfOne", ParentOfOneAsync)
        .AddOrchestratorFunc<string, string>("SecondTry", SecondTryAsync)
        .AddOrchestratorFunc<string, string>("NoTry", NoTryAsync);

    private static async Task<Outcome> ParentAsync(TaskOrchestrationContext context)
    {
        var named = Enumerable.Range(0, 3).Select(number => context.CallSubOrchestratorAsync<Outcome>(
            "Sequence", new Sequence(2 + number), new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{number}")));
        var unnamed = context.CallSubOrchestratorAsync<Outcome>("Sequence", new Sequence(1));
        var outcomes = await Task.WhenAll([.. named, unnamed]);
        context.SetCustomStatus("first generation");

        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(5)));
        var second = await context.CallSubOrchestratorAsync<string>(
            "SecondTry", "second", retry.WithInstanceId($"{context.InstanceId}-second"));
        string none;
        try
        {
            none = await context.CallSubOrchestratorAsync<string>("NoTry", "ever", retry.WithInstanceId($"{context.InstanceId}-none"));
        }
        catch (TaskFailedException e)
        {
            none = e.FailureDetails.ErrorMessage;
        }

        return new Outcome(string.Join(' ', [.. outcomes.Select(outcome => outcome.Value), second, none]), []);
    }

    private static async Task<Outcome> ParentOfOneAsync(TaskOrchestrationContext context, string child)
    {
        try
        {
            await context.CallSubOrchestratorAsync("Waiting", null, new SubOrchestrationOptions(instanceId: child));
            return new Outcome("the child has ended by itself", []);
        }
        catch (TaskFailedException)
        {
            return new Outcome("the child was ended", []);
        }
    }

    private static async Task<string> SecondTryAsync(TaskOrchestrationContext context, string mark)
        => await context.CallActivityAsync<bool>("Mark", mark)
            ? throw new InvalidOperationException("The first try fails.")
            : "second try";

    private static Task<string> NoTryAsync(TaskOrchestrationContext context, string name)
        => Task.FromException<string>(new InvalidOperationException($"Not {name}."));
}
