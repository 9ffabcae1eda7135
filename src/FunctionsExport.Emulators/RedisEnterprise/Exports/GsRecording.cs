using System.Collections.Concurrent;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>A double of Google Cloud Storage: it speaks no protocol, it only keeps what is written, in memory.</summary>
internal sealed class GsRecording
{
    /// <summary>The buckets that are there.</summary>
    public IReadOnlyCollection<string> Buckets { get; init; } = ["exports"];

    /// <summary>The private key that is accepted; null for any.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The largest object, in bytes; null for no limit.</summary>
    public long? ObjectSizeLimit { get; init; }

    /// <summary>What was written, by <c>bucket/object</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);
}
