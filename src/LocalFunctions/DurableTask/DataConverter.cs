using System.Diagnostics.CodeAnalysis;

namespace LocalFunctions.DurableTask;

/// <summary>Turns inputs, results, events and custom statuses into text and back.</summary>
public abstract class DataConverter
{
    /// <summary>The value as text; <see langword="null"/> stays <see langword="null"/>.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public abstract string? Serialize(object? value);

    /// <summary>The text as a value of the type; <see langword="null"/> stays <see langword="null"/>.</summary>
    [return: NotNullIfNotNull(nameof(data))]
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>The text as a value of the type.</summary>
    /// <exception cref="NullReferenceException">No text, and the type is a value type.</exception>
    [return: NotNullIfNotNull(nameof(data))]
    public virtual T? Deserialize<T>(string? data) => (T?)Deserialize(data, typeof(T))!;
}
