using FunctionsExport.Transfer.Retries;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Transfer;

/// <summary>How one copy is made.</summary>
internal sealed record TransferOptions
{
    public TransferSettings Settings { get; init; } = new();

    public RetryPolicy SourceRetries { get; init; } = RetryPolicy.Source;

    public RetryPolicy SinkRetries { get; init; } = RetryPolicy.Sink;

    public TransferTime Time { get; init; } = TransferTime.System;

    /// <summary>Bounds what is read of the source in a second, together with all others who share it; null for no bound.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>Told how many bytes the sink has, and of how many, null when that is not known; by several threads.</summary>
    public Action<long, long?>? Progress { get; init; }
}
