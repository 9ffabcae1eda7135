namespace LocalFunctions.DurableTask;

/// <summary>The circumstances of an activity's execution.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The id of the orchestration that called the activity.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version that the activity was called with, empty when there is none.</summary>
    public virtual string Version => string.Empty;
}
