using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Instances;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.Emulators.Tencent;

/// <summary>What a <see cref="TencentEmulator"/> consists of.</summary>
internal sealed class TencentEmulatorOptions
{
    /// <summary>The key pairs that calls may be signed with.</summary>
    public IReadOnlyList<TencentAccount> Accounts { get; init; } = [new("AKIDemulated", "emulated-secret-key")];

    public IReadOnlyList<EmulatedInstance> Instances { get; init; } = [];

    /// <summary>The account's number.</summary>
    public long AppId { get; init; } = 125_100_000;

    /// <summary>The HTTPS port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The plain HTTP port of the APIs on 127.0.0.1; 0 for a free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>Whether files are served over HTTPS, with the APIs' certificate, instead of plain HTTP.</summary>
    public bool SecureDownloads { get; init; }

    /// <summary>How long tasks take; can be changed at run time.</summary>
    public TencentPace Pace { get; init; } = TencentPace.Immediate;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
