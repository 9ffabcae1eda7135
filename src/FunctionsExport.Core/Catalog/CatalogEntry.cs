using System.Globalization;
using FunctionsExport.Rdb;

namespace FunctionsExport.Catalog;

/// <summary>An export that has ended, as its manifest's metadata tells it: no manifest is read for a list.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="State">The state that it ended in.</param>
/// <param name="RequestedAt">When it was asked for (UTC).</param>
/// <param name="EndedAt">When it ended (UTC).</param>
public sealed record CatalogEntry(ExportId Id, ExportState State, DateTimeOffset RequestedAt, DateTimeOffset EndedAt)
{
    /// <summary>What asked for it; null in manifests of older versions of the app, as all that follows.</summary>
    public string? Trigger { get; init; }

    /// <summary>Whether the files were to be brought to Blob Storage.</summary>
    public bool? Fetch { get; init; }

    /// <summary>The code of its failure; null when it has none.</summary>
    public string? Code { get; init; }

    /// <summary>How many files it has.</summary>
    public int? Files { get; init; }

    /// <summary>The bytes of its files; null when they are not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>The least that was proven of any of its files; null when it has none.</summary>
    public Proof? Proof { get; init; }

    /// <summary>What a list shows of a manifest.</summary>
    /// <exception cref="ArgumentException">The manifest's id is none.</exception>
    public static CatalogEntry Of(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var id = ExportId.Parse(manifest.Id) ?? throw new ArgumentException($"'{manifest.Id}' is not an export's id.");
        return new CatalogEntry(id, manifest.State, manifest.RequestedAt, manifest.EndedAt)
        {
            Trigger = manifest.Trigger,
            Fetch = manifest.Fetch,
            Code = manifest.Failure?.Code,
            Files = manifest.Files.Count,
            Bytes = manifest.Files.Any(f => f.Size is null) ? null : manifest.Files.Sum(f => f.Size),
            Proof = manifest.Files.Count == 0 ? null : manifest.Files.Min(f => f.Proof),
        };
    }

    /// <summary>What a list shows, as it is written into the metadata of the manifest's blob.</summary>
    public Dictionary<string, string> ToMetadata()
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["state"] = Name(State),
            ["source"] = Id.Source,
            ["requestedat"] = RequestedAt.ToString("O", CultureInfo.InvariantCulture),
            ["endedat"] = EndedAt.ToString("O", CultureInfo.InvariantCulture),
        };
        Add("trigger", Trigger);
        Add("fetch", Fetch is { } fetch ? (fetch ? "true" : "false") : null);
        Add("code", Code);
        Add("files", Files?.ToString(CultureInfo.InvariantCulture));
        Add("bytes", Bytes?.ToString(CultureInfo.InvariantCulture));
        Add("proof", Proof is { } proof ? Name(proof) : null);
        return metadata;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                metadata[name] = value;
            }
        }
    }

    /// <summary>Reads the metadata of a manifest's blob; null when they are not those of one.</summary>
    public static CatalogEntry? FromMetadata(ExportId id, IDictionary<string, string>? metadata)
    {
        if (Read<ExportState>(metadata, "state") is not { } state
            || !ExportStateTransitions.IsFinal(state)
            || Time("requestedat") is not { } requestedAt
            || Time("endedat") is not { } endedAt)
        {
            return null;
        }

        return new CatalogEntry(id, state, requestedAt, endedAt)
        {
            Trigger = metadata!.TryGetValue("trigger", out var trigger) ? trigger : null,
            Fetch = metadata.TryGetValue("fetch", out var fetch) ? fetch == "true" : null,
            Code = metadata.TryGetValue("code", out var code) ? code : null,
            Files = (int?)Number("files"),
            Bytes = Number("bytes"),
            Proof = Read<Proof>(metadata, "proof"),
        };

        DateTimeOffset? Time(string name) =>
            metadata!.TryGetValue(name, out var text)
            && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? time
                : null;

        long? Number(string name) =>
            metadata.TryGetValue(name, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T? Read<T>(IDictionary<string, string>? metadata, string name)
        where T : struct, Enum =>
        metadata is not null && metadata.TryGetValue(name, out var text)
        && text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? value
            : null;
}
