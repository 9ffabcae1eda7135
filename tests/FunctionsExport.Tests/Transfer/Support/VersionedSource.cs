using FunctionsExport.Providers;

namespace FunctionsExport.Tests.Transfer.Support;

/// <summary>A source with ranges and versions, as <see cref="OpenedFile"/> has them. It counts what is read of it.</summary>
internal sealed class VersionedSource(byte[] content)
{
    public byte[] Content { get; set; } = content;

    public string? Version { get; set; } = "v1";

    public bool HasRanges { get; init; } = true;

    public bool TellsSize { get; init; } = true;

    /// <summary>After how many bytes of an open, which is counted from 1, reading fails, and with what; null for never.</summary>
    public Func<int, (int After, Exception With)?> Failure { get; set; } = _ => null;

    /// <summary>How many bytes have been read, by place: each place of the file counts how often it was.</summary>
    public int[] Reads { get; } = new int[content.Length];

    public int Opens { get; private set; }

    public Task<OpenedFile> OpenAsync(FileRange range, CancellationToken cancellationToken)
    {
        var isSame = range.Version is null || range.Version == Version;
        var offset = (int)(HasRanges && isSame ? range.Offset : 0);
        var before = offset;
        var content = new SourceStream(Content[offset..])
        {
            Failure = Failure(++Opens) is { } failure && failure.After < Content.Length - offset ? failure : null,
            WasRead = position =>
            {
                for (; before < offset + position && before < Reads.Length; before++)
                {
                    Interlocked.Increment(ref Reads[before]);
                }
            },
        };
        // As over HTTP: at the very end there is no version to be had.
        var version = offset == Content.Length ? null : Version;
        return Task.FromResult(new OpenedFile(content)
        {
            Offset = offset,
            Size = TellsSize ? Content.Length : null,
            Version = version,
            HasRanges = HasRanges,
        });
    }
}
