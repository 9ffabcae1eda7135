using LocalFunctions.DurableTask;

namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>Orchestrations that wait for events. What may be asked twice is recognised by its number.</summary>
internal static class Events
{
    private const int EventsOfGeneration = 3;

    public static DurableTaskRegistry AddEvents(this DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<int, Outcome>("Collector", CollectAsync)
        .AddOrchestratorFunc<Eternal, Outcome>("Eternal", ContinueAsync)
        .AddOrchestratorFunc<int, Outcome>("Race", RaceAsync)
        .AddOrchestratorFunc<object?, Outcome>("Waiting", (context, _) => CollectAsync(context, int.MaxValue))
        .AddOrchestratorFunc<int, Outcome>("Sink", SinkAsync)
        .AddOrchestratorFunc<int, Outcome>("Sender", SendAsync);

    /// <summary>Waits for so many different events.</summary>
    private static async Task<Outcome> CollectAsync(TaskOrchestrationContext context, int count)
    {
        var received = new List<int>();
        var lengths = new SortedDictionary<int, int>();
        while (lengths.Count < count)
        {
            context.SetCustomStatus(lengths.Count);
            var item = await context.WaitForExternalEvent<Numbered>(ShapeRegistry.Event);
            received.Add(item.Number);
            lengths[item.Number] = item.Padding.Length;
        }

        return new Outcome(string.Join(' ', lengths.Values), received);
    }

    private static async Task<Outcome> ContinueAsync(TaskOrchestrationContext context, Eternal input)
    {
        var received = input.Received.ToList();
        for (var number = 0; number < EventsOfGeneration && received.Distinct().Count() < input.Count; number++)
        {
            received.Add((await context.WaitForExternalEvent<Numbered>(ShapeRegistry.Event)).Number);
        }

        // Events that come meanwhile are carried over.
        await context.CallActivityAsync<string>("Work", new WorkItem(input.Generation, string.Empty));
        if (received.Distinct().Count() < input.Count)
        {
            context.ContinueAsNew(input with { Generation = input.Generation + 1, Received = received });
        }

        return new Outcome("all", received);
    }

    private static async Task<Outcome> RaceAsync(TaskOrchestrationContext context, int milliseconds)
    {
        using var cancellation = new CancellationTokenSource();
        var timer = context.CreateTimer(TimeSpan.FromMilliseconds(milliseconds), cancellation.Token);
        var raised = context.WaitForExternalEvent<Numbered>(ShapeRegistry.Event);
        if (await Task.WhenAny(timer, raised) == timer)
        {
            return new Outcome("timer", []);
        }

        cancellation.Cancel();
        return new Outcome("event", [raised.Result.Number]);
    }

    /// <summary>Takes the events as they come: what one orchestration sends another arrives once.</summary>
    private static async Task<Outcome> SinkAsync(TaskOrchestrationContext context, int count)
    {
        var received = new List<int>();
        while (received.Count < count)
        {
            received.Add((await context.WaitForExternalEvent<Numbered>(ShapeRegistry.Event)).Number);
        }

        return new Outcome("all", received);
    }

    private static async Task<Outcome> SendAsync(TaskOrchestrationContext context, int count)
    {
        for (var number = 0; number < count; number++)
        {
            context.SendEvent("sink", ShapeRegistry.Event, new Numbered(number, string.Empty));
            if (number % 3 == 0)
            {
                await context.CallActivityAsync<string>("Work", new WorkItem(number, string.Empty));
            }
        }

        return new Outcome("sent", []);
    }
}
