using System.Reflection;

namespace LocalFunctions.DurableTask;

/// <summary>The orchestrators and activities that an engine knows, by name and version.</summary>
public sealed partial class DurableTaskRegistry
{
    private readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskActivity>> _activities = [];
    private readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskOrchestrator>>
        _orchestrators = [];

    /// <summary>The orchestrators, each with what makes it.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators()
        => _orchestrators.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    /// <summary>The activities, each with what makes it.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities()
        => _activities.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    internal Func<IServiceProvider, ITaskOrchestrator>? FindOrchestrator(TaskName name, TaskVersion version)
        => Find(_orchestrators, name, version);

    internal Func<IServiceProvider, ITaskActivity>? FindActivity(TaskName name, TaskVersion version)
        => Find(_activities, name, version);

    // An exact match, or the unversioned registration of a name that has no versioned one.
    private static T? Find<T>(Dictionary<(TaskName Name, TaskVersion Version), T> tasks, TaskName name, TaskVersion version)
        where T : class
        => tasks.GetValueOrDefault((name, version))
            ?? (tasks.Keys.Any(key => key.Name == name && key.Version != TaskVersion.Unversioned)
                ? null
                : tasks.GetValueOrDefault((name, TaskVersion.Unversioned)));

    private static void Add<T>(
        Dictionary<(TaskName Name, TaskVersion Version), T> tasks, TaskName name, TaskVersion version, T factory, string kind)
        where T : class
    {
        Check.NotDefault(name);
        Check.NotNull(factory);
        if (!tasks.TryAdd((name, version), factory))
        {
            throw new ArgumentException(
                version == TaskVersion.Unversioned
                    ? $"An {kind} named '{name}' is already added."
                    : $"An {kind} named '{name}' with version '{version.Version}' is already added.",
                nameof(name));
        }
    }

    private static TaskName NameOf(Type type)
        => type.GetCustomAttribute<DurableTaskAttribute>() is { Name: var name } && name != default ? name : type.Name;

    private static TaskVersion VersionOf(Type type) => type.GetCustomAttribute<DurableTaskAttribute>()?.Version;
}
