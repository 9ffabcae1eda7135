namespace FunctionsExport.Providers;

/// <summary>An answer to a <see cref="FileRange"/>; its owner disposes it.</summary>
/// <param name="content">The bytes, read once, forward.</param>
public sealed class OpenedFile(Stream content) : IAsyncDisposable
{
    /// <summary>The bytes, from <see cref="Offset"/> on.</summary>
    public Stream Content { get; } = content;

    /// <summary>
    /// Where <see cref="Content"/> begins: the offset that was asked for, or 0 when the source has no ranges or the file is of another
    /// version than the one asked for.
    /// </summary>
    public required long Offset { get; init; }

    /// <summary>The whole file's size in bytes; null when the source does not say.</summary>
    public required long? Size { get; init; }

    /// <summary>
    /// What tells this file from a later one of the same name: an ETag, or size and time; null when the source has neither. At most
    /// 256 characters, without a secret.
    /// </summary>
    public required string? Version { get; init; }

    /// <summary>Whether the source can be asked for ranges of this file, several at once.</summary>
    public bool HasRanges { get; init; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
