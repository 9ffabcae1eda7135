using LocalFunctions.DurableTask.Client;
using LocalFunctions.KillCampaign.Shapes;

namespace LocalFunctions.KillCampaign.Workload;

/// <summary>Steps that follow one another, each asked when the one before has been acknowledged.</summary>
internal sealed class Script(string name)
{
    private readonly List<Step> _steps = [];

    public string Name => name;

    public IReadOnlyList<Step> Steps => _steps;

    public Script Start(string orchestrator, object? input, string? instance = null, TimeSpan delay = default)
        => Add(StepKind.Start, instance, step => step with { Orchestrator = orchestrator, Data = input, Delay = delay });

    public Script Replace(string orchestrator, object? input)
        => Add(StepKind.Replace, null, step => step with { Orchestrator = orchestrator, Data = input });

    /// <summary>Raises numbered events, the first with the given number.</summary>
    public Script Raise(int first, int count, int padding = 0)
    {
        for (var number = first; number < first + count; number++)
        {
            var item = new Numbered(number, new string('e', padding));
            Add(StepKind.Raise, null, step => step with { Data = item });
        }

        return this;
    }

    public Script Suspend() => Add(StepKind.Suspend, null);

    public Script Resume() => Add(StepKind.Resume, null);

    public Script Terminate(string output, string? instance = null)
        => Add(StepKind.Terminate, instance, step => step with { Data = output });

    public Script Purge() => Add(StepKind.Purge, null);

    public Script Restart() => Add(StepKind.Restart, null);

    public Script Reach(OrchestrationRuntimeStatus status, string? instance = null)
        => Add(StepKind.Reach, instance, step => step with { Status = status });

    public Script End(string? instance = null) => Add(StepKind.End, instance);

    private Script Add(StepKind kind, string? instance, Func<Step, Step>? complete = null)
    {
        var step = new Step($"{name}/{_steps.Count}", kind, instance ?? name);
        _steps.Add(complete is null ? step : complete(step));
        return this;
    }
}
