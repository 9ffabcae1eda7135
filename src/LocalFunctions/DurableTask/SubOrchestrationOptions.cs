namespace LocalFunctions.DurableTask;

/// <summary>Options for calling a sub-orchestrator.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with a way to retry and the child's instance id; both may be <see langword="null"/>.</summary>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry)
        => InstanceId = instanceId;

    /// <summary>The given options with the child's instance id, or with the id that they carry themselves.</summary>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
        => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>A copy.</summary>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
        => InstanceId = options.InstanceId;

    /// <summary>The child's instance id; <see langword="null"/> derives one from the parent.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The version of the sub-orchestrator.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
