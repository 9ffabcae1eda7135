namespace LocalFunctions.DurableTask;

/// <summary>Names an orchestrator or activity class; without it the class's own name is taken.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute : Attribute
{
    /// <summary>Names the task; <see langword="null"/> or empty leaves the class's name.</summary>
    public DurableTaskAttribute(string? name = null) => Name = name!;

    /// <summary>The given name, or the default value.</summary>
    public TaskName Name { get; }

    /// <summary>The task's version.</summary>
    public string? Version { get; set; }
}
