namespace LocalFunctions.DurableTask;

/// <summary>The version of a task. Versions are compared without regard to case.</summary>
public struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version; the same as an empty one.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _version;

    /// <summary>Creates a version; <see langword="null"/> and the empty text mean none.</summary>
    /// <exception cref="ArgumentException">The version is made of white space only.</exception>
    public TaskVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException(
                "Version must not be whitespace-only. Pass null, an empty string, or use TaskVersion.Unversioned "
                + "to represent an unversioned task.",
                nameof(version));
        }

        _version = version;
    }

    /// <summary>The version, empty when there is none.</summary>
    public string Version => _version ?? string.Empty;

    public static implicit operator string(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);

    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
