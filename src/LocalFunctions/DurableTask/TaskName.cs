namespace LocalFunctions.DurableTask;

/// <summary>The name of an activity or an orchestrator. Names are compared without regard to case.</summary>
public struct TaskName : IEquatable<TaskName>
{
    /// <summary>Creates a name; <see langword="null"/> gives the default value.</summary>
    public TaskName(string name) => Name = name;

    /// <summary>The name as it was given.</summary>
    public string Name { get; }

    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>A <see langword="null"/> or empty text gives the default value.</summary>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}
