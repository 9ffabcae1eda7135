using System.Collections.ObjectModel;

namespace LocalFunctions.DurableTask;

/// <summary>Options for starting an orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Options with an instance id and a time to start at; both may be <see langword="null"/>.</summary>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>A copy.</summary>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        Check.NotNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; <see langword="null"/> or empty gives a random one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When the orchestration starts; <see langword="null"/> or a past time means at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Tags of the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The version of the orchestrator.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// The names of the statuses in which an existing instance of the same id refuses the start; in any other status the
    /// existing instance is replaced. <see langword="null"/> means none.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
