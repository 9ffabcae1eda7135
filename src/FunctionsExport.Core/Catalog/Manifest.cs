using FunctionsExport.Providers;

namespace FunctionsExport.Catalog;

/// <summary>
/// The record of an export, written once and last. An export is complete if and only if its manifest says <c>succeeded</c>.
/// </summary>
public sealed record Manifest
{
    /// <summary>What stands for a provider or trigger that is not known any more.</summary>
    public const string Unknown = "unknown";

    /// <summary>The version of this document's form.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The export's id.</summary>
    public required string Id { get; init; }

    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The final state.</summary>
    public required ExportState State { get; init; }

    /// <summary>Why the export ended so, for people; null when it simply succeeded.</summary>
    public string? Reason { get; init; }

    /// <summary>What asked for the export: <c>http</c>, <c>schedule</c> or <see cref="Unknown"/>.</summary>
    public required string Trigger { get; init; }

    /// <summary>Whether the files were to be brought to Blob Storage.</summary>
    public required bool Fetch { get; init; }

    /// <summary>The version of the app that took the request.</summary>
    public required string AppVersion { get; init; }

    /// <summary>When the export was asked for (UTC).</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the provider had accepted it (UTC); null when it never did.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the provider's export was seen finished (UTC); null when it never was.</summary>
    public DateTimeOffset? ExportedAt { get; init; }

    /// <summary>When the export ended, just before this document was written (UTC).</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The states that it went through, in order.</summary>
    public IReadOnlyList<ManifestPhase> Phases { get; init; } = [];

    /// <summary>How often one of its steps was tried again.</summary>
    public int Retries { get; init; }

    /// <summary>What it has started at its provider, with the provider's own ids.</summary>
    public IReadOnlyList<ManifestStage> Stages { get; init; } = [];

    /// <summary>The deadline that it had (UTC).</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The database, as the provider described it before the export; null when it was not asked.</summary>
    public DatabaseSummary? Database { get; init; }

    /// <summary>The files, by part. With <see cref="Fetch"/> false: where the provider has put them.</summary>
    public IReadOnlyList<ManifestFile> Files { get; init; } = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public ExportFault? Failure { get; init; }
}
