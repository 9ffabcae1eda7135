using System.Globalization;
using LocalFunctions.DurableTask;

namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>Orchestrations of activities, timers and retries.</summary>
internal static class Calls
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static DurableTaskRegistry AddCalls(this DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<Sequence, Outcome>("Sequence", SequenceAsync)
        .AddOrchestratorFunc<int, Outcome>("FanOut", FanOutAsync)
        .AddOrchestratorFunc<int, Outcome>("Timers", TimersAsync)
        .AddOrchestratorFunc<object?, Outcome>("Retries", (context, _) => RetriesAsync(context))
        .AddOrchestratorFunc<object?, Outcome>("Failing", (context, _) => FailingAsync(context));

    private static async Task<Outcome> SequenceAsync(TaskOrchestrationContext context, Sequence input)
    {
        var text = string.Empty;
        for (var step = 0; step < input.Steps; step++)
        {
            context.SetCustomStatus($"step {step} of {input.Steps}");
            text = await context.CallActivityAsync<string>("Work", new WorkItem(step, text + (char)('a' + step))
            {
                Round = input.Round,
                Padding = input.Padding,
            });
        }

        return new Outcome(text, []);
    }

    private static async Task<Outcome> FanOutAsync(TaskOrchestrationContext context, int count)
    {
        var first = await Task.WhenAll(Enumerable.Range(0, count).Select(
            number => context.CallActivityAsync<string>("Work", new WorkItem(0, $"{number} "))));
        var second = await Task.WhenAll(first.Select(
            text => context.CallActivityAsync<string>("Work", new WorkItem(0, text))));
        return new Outcome(string.Concat(second), []);
    }

    private static async Task<Outcome> TimersAsync(TaskOrchestrationContext context, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var fireAt = context.CurrentUtcDateTime + Pause;
            await context.CreateTimer(fireAt, CancellationToken.None);
            if (context.CurrentUtcDateTime < fireAt)
            {
                return new Outcome($"timer {number} was early", []);
            }

            await context.CallActivityAsync<string>("Work", new WorkItem(number, string.Empty));
        }

        return new Outcome(count.ToString(CultureInfo.InvariantCulture), []);
    }

    private static async Task<Outcome> RetriesAsync(TaskOrchestrationContext context)
    {
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(5)));
        var handler = TaskOptions.FromRetryHandler(failed => failed.LastAttemptNumber < 5);

        // Attempts 0, 2, 4, with timers 1, 3.
        var third = await context.CallActivityAsync<string>("Work", new WorkItem(0, "third ") { FailsBelowTask = 4 }, policy);
        context.SetCustomStatus("one of three");
        var last = await EndAsync(
            context.CallActivityAsync<string>("Work", new WorkItem(1, "never") { FailsBelowTask = int.MaxValue }, policy));
        context.SetCustomStatus("two of three");

        // Attempts 5, 7, 9, with timers 6, 8, 10; the handler's are 11, 12, 13.
        var handled = await context.CallActivityAsync<string>("Work", new WorkItem(2, "handled ") { FailsBelowTask = 13 }, handler);
        return new Outcome(third + last + handled, []);
    }

    private static async Task<string> EndAsync(Task<string> call)
    {
        try
        {
            return await call;
        }
        catch (TaskFailedException e)
        {
            return $"{e.FailureDetails.ErrorMessage} ";
        }
    }

    private static async Task<Outcome> FailingAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<string>("Work", new WorkItem(0, string.Empty));
        context.SetCustomStatus("about to fail");
        throw new InvalidOperationException("As it should.");
    }
}
