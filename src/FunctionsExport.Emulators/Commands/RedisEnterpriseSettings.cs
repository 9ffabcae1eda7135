using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.Emulators.Commands;

/// <summary>The configuration file of the command <c>redis-enterprise</c>, in JSON.</summary>
internal sealed record RedisEnterpriseSettings
{
    public string Username { get; init; } = "admin@cluster.local";

    public string Password { get; init; } = "emulator";

    /// <summary>The HTTPS port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>How many seconds an export takes at least.</summary>
    public double ExportSeconds { get; init; }

    /// <summary>The version of the cluster's software, such as <c>8.2.0-46</c>; it decides which calls there are.</summary>
    public string SoftwareVersion { get; init; } = "8.0.2-17";

    /// <summary>The HTTP port on 127.0.0.1 of the control surface, 0 for a free one; null for none.</summary>
    public int? ControlPort { get; init; }

    /// <summary>A PEM file: the CA whose client certificates log users in; null for none.</summary>
    public string? ClientCaFile { get; init; }

    /// <summary>Users besides the administrator.</summary>
    public IReadOnlyList<EmulatedUser> Users { get; init; } = [];

    /// <summary>Nodes besides the first.</summary>
    public IReadOnlyList<EmulatedNode> FurtherNodes { get; init; } = [];

    /// <summary>The forms of answers.</summary>
    public AnswerForms Answers { get; init; } = new();

    /// <summary>By what users can log in.</summary>
    public AccessSettings Access { get; init; } = new();

    public IReadOnlyList<DatabaseSettings> Databases { get; init; } = [];
}
