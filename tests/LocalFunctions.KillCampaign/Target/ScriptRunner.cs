using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.DurableTask.Core.Exceptions;
using LocalFunctions.KillCampaign.Journals;
using LocalFunctions.KillCampaign.Shapes;
using LocalFunctions.KillCampaign.Workload;

namespace LocalFunctions.KillCampaign.Target;

/// <summary>Runs scripts, each from the first step that has not been acknowledged.</summary>
internal sealed class ScriptRunner(DurableTaskClient client, Journal journal, IReadOnlyList<JournalEntry> past)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly HashSet<string> _asked = Subjects(past, JournalKind.Asked);
    private readonly HashSet<string> _acknowledged = Subjects(past, JournalKind.Acknowledged);

    /// <exception cref="StepException">Something that was acknowledged is not there.</exception>
    public async Task RunAsync(Script script)
    {
        foreach (var step in script.Steps.Where(step => !_acknowledged.Contains(step.Key)))
        {
            journal.Write(new JournalEntry(JournalKind.Asked, step.Key));
            try
            {
                await AskAsync(step);
            }
            catch (Exception e)
            {
                journal.Write(new JournalEntry(JournalKind.Fault, $"{step.Key} ({step.Kind} {step.Instance}): {e.Message}"));
                throw;
            }

            journal.Write(new JournalEntry(JournalKind.Acknowledged, step.Key));
        }
    }

    private static HashSet<string> Subjects(IReadOnlyList<JournalEntry> past, JournalKind kind)
        => [.. past.Where(entry => entry.Kind == kind).Select(entry => entry.Subject)];

    private Task AskAsync(Step step) => step.Kind switch
    {
        StepKind.Start => StartAsync(step),
        StepKind.Replace => client.ScheduleNewOrchestrationInstanceAsync(
            step.Orchestrator, step.Data, new StartOrchestrationOptions(step.Instance)),
        StepKind.Raise => client.RaiseEventAsync(step.Instance, ShapeRegistry.Event, step.Data),
        StepKind.Suspend => client.SuspendInstanceAsync(step.Instance),
        StepKind.Resume => client.ResumeInstanceAsync(step.Instance),
        StepKind.Terminate => client.TerminateInstanceAsync(step.Instance, step.Data),
        StepKind.Purge => client.PurgeInstanceAsync(step.Instance),
        StepKind.Restart => client.RestartAsync(step.Instance),
        StepKind.Reach => ReachAsync(step),
        _ => EndAsync(step),
    };

    private async Task StartAsync(Step step)
    {
        var options = new StartOrchestrationOptions(
            step.Instance, step.Delay > TimeSpan.Zero ? DateTimeOffset.UtcNow + step.Delay : null)
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(step.Orchestrator, step.Data, options);
        }
        catch (OrchestrationAlreadyExistsException) when (_asked.Contains(step.Key))
        {
            // An earlier life has asked, and was killed before it had the answer.
        }
    }

    private async Task ReachAsync(Step step)
    {
        using var patience = new CancellationTokenSource(Patience);
        OrchestrationMetadata? instance = null;
        while ((instance = await client.GetInstanceAsync(step.Instance))?.RuntimeStatus != step.Status)
        {
            if (patience.IsCancellationRequested)
            {
                throw new StepException(
                    $"it should be {step.Status}, and is {instance?.RuntimeStatus.ToString() ?? "not there"}.");
            }

            await Task.Delay(PollInterval);
        }
    }

    private async Task EndAsync(Step step)
    {
        _ = await client.GetInstanceAsync(step.Instance)
            ?? throw new StepException("its start was acknowledged, and it is not there.");
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client.WaitForInstanceCompletionAsync(step.Instance, patience.Token);
        }
        catch (OperationCanceledException)
        {
            var instance = await client.GetInstanceAsync(step.Instance, true);
            throw new StepException(
                $"it has not ended, is {instance?.RuntimeStatus.ToString() ?? "not there"}, custom status "
                + $"{instance?.SerializedCustomStatus ?? "none"}.");
        }
    }
}
