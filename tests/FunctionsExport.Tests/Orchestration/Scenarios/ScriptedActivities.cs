using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Orchestration.Scenarios;

/// <summary>
/// The activities of an export, each doing as it is told: of an export of two files that goes well, where a scenario does not say
/// otherwise. The files of this folder are compiled for both runtimes and name neither.
/// </summary>
internal sealed class ScriptedActivities
{
    private readonly Dictionary<string, Func<object, int, object>> _scripts = [];
    private readonly Dictionary<string, int> _calls = [];
    private readonly Lock _lock = new();

    public ScriptedActivities()
    {
        On<ExportStep, bool>(nameof(ReserveDatabase), (_, _) => true);
        On<ExportStep, bool>(nameof(AcquireDatabase), (_, _) => true);
        On<ExportStep, DatabaseSummary>(
            nameof(PrepareExport), (_, _) => new DatabaseSummary("7", "orders-db", "7.4.2", 1 << 30, 2, 5 << 20, 100_000));
        On<StartStep, StartOutcome>(nameof(StartExport), (_, _) => StartOutcome.Accepted);
        On<ExportStep, ExportProgress>(nameof(CheckExport), (_, _) => new ExportProgress(ProviderState.Succeeded));
        On<ExportStep, IReadOnlyList<ExportedFile>>(nameof(LocateFiles), (_, _) => Files(2));
        On<FetchStep, FetchedFile>(nameof(FetchFile), (step, _) => Fetched(step));
        On<ExportStep, bool>(nameof(DiscardFiles), (_, _) => true);
        On<Manifest, Manifest>(nameof(WriteManifest), (manifest, _) => manifest);
        On<RemoveStep, int?>(nameof(RemoveFetchedFiles), (step, _) => step.Files.Count);
        On<ExportStep, bool>(nameof(ReleaseDatabase), (_, _) => true);
    }

    /// <summary>How often an activity was called.</summary>
    public int CallsOf(string activity)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(activity);
        }
    }

    /// <summary>Says what an activity does, by its input and by how often it was called with this one.</summary>
    /// <exception cref="ExportFaultException">Thrown by the script: the activity reports the fault.</exception>
    public void On<TInput, TValue>(string activity, Func<TInput, int, TValue> script) => _scripts[activity] = (input, call) =>
    {
        try
        {
            return new StepResult<TValue>(script((TInput)input, call), null);
        }
        catch (ExportFaultException e)
        {
            return new StepResult<TValue>(default, e.Fault);
        }
    };

    /// <summary>Does what the script says.</summary>
    public StepResult<TValue> Run<TInput, TValue>(string activity, TInput input)
        where TInput : notnull
    {
        int call;
        lock (_lock)
        {
            call = _calls[activity] = _calls.GetValueOrDefault(activity) + 1;
        }

        return (StepResult<TValue>)_scripts[activity](input, call);
    }

    public static ExportFaultException Fault(string code, bool retry = false) =>
        new(new ExportFault(code, "The provider says so.", retry));

    public static IReadOnlyList<ExportedFile> Files(int count) =>
        [.. Enumerable.Range(1, count).Select(part => new ExportedFile($"orders-{part}.rdb.gz", 1000 + part, "mount", part, count))];

    private static FetchedFile Fetched(FetchStep step) => new(
        $"orders/{step.File.Name}",
        step.File.Size!.Value,
        new string('a', 64),
        "0123456789abcdef",
        Proof.Full,
        [FileChecks.Length]);
}
