using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>What a <see cref="RedisEnterpriseEmulator"/> consists of.</summary>
internal sealed record RedisEnterpriseEmulatorOptions
{
    /// <summary>E-mail address of the user with role admin.</summary>
    public string Username { get; init; } = "admin@cluster.local";

    public string Password { get; init; } = "emulator";

    /// <summary>Further users, with other roles.</summary>
    public IReadOnlyList<EmulatedUser> Users { get; init; } = [];

    /// <summary>The HTTPS port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The HTTP port on 127.0.0.1 of the control surface, 0 for a free one; null for none.</summary>
    public int? ControlPort { get; init; }

    /// <summary>The forms of answers to begin with.</summary>
    public AnswerForms Answers { get; init; } = new();

    /// <summary>By what users can log in, to begin with.</summary>
    public AccessSettings Access { get; init; } = new();

    /// <summary>Nodes besides the first, which is the master to begin with.</summary>
    public IReadOnlyList<EmulatedNode> FurtherNodes { get; init; } = [];

    public IReadOnlyList<EmulatedDatabase> Databases { get; init; } = [];

    /// <summary>How long exports take; a database can have its own at run time.</summary>
    public Pace Pace { get; init; } = Pace.Immediate;

    /// <summary>The cluster's name, its FQDN.</summary>
    public string ClusterName { get; init; } = "cluster.local";

    /// <summary>The <c>software_version</c> of the node.</summary>
    public string SoftwareVersion { get; init; } = "8.0.2-17";

    /// <summary>The storage that exports are written to.</summary>
    public StorageServices Storage { get; init; } = new();

    /// <summary>
    /// The CA, in PEM, whose client certificates log users in (the cluster's <c>mtls_trusted_ca</c>, from 7.8.4 on); null for
    /// none.
    /// </summary>
    public string? ClientCaPem { get; init; }

    public LoginLockout Lockout { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
