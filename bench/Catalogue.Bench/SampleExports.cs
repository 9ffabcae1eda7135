using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;

namespace Catalogue.Bench;

/// <summary>The exports of a catalogue that has grown for three years: five sources, some exports failed, cancelled, skipped.</summary>
internal static class SampleExports
{
    /// <summary>What the app takes for now: just after the newest export.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 30, 0, TimeSpan.Zero);

    /// <summary>The bytes of each file's blob. Its content matters to no list.</summary>
    public static readonly byte[] Content = new byte[64];

    private static readonly DateTimeOffset Newest = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The manifests of the newest exports, newest first.</summary>
    public static IReadOnlyList<Manifest> Take(int count)
    {
        var exports = SampleSource.All
            .SelectMany(s => Enumerable.Range(0, (int)(s.For / s.Every))
                .Select(i => (Source: s, Due: Newest - (i * s.Every), Number: i)))
            .OrderByDescending(e => e.Due)
            .Take(count)
            .Select(e => Of(e.Source, ExportId.ForSchedule(e.Source.Name, e.Due), e.Number))
            .ToList();
        return exports.Count == count ? exports : throw new InvalidOperationException($"There are {exports.Count} exports.");
    }

    private static Manifest Of(SampleSource source, ExportId id, int number)
    {
        var state = number switch
        {
            _ when number % 29 == 7 => ExportState.Failed,
            _ when number % 97 == 11 => ExportState.Cancelled,
            _ when number % 211 == 13 => ExportState.Skipped,
            _ => ExportState.Succeeded,
        };
        var at = id.Time;
        return new Manifest
        {
            Id = id.ToString(),
            Source = source.Name,
            Provider = "RedisEnterprise",
            State = state,
            Reason = state == ExportState.Succeeded ? null : "What has happened, and what to do about it.",
            Trigger = "schedule",
            Fetch = true,
            AppVersion = "0.1.0",
            RequestedAt = at,
            StartedAt = at.AddSeconds(3),
            ExportedAt = at.AddMinutes(4),
            EndedAt = at.AddMinutes(6),
            Phases =
            [
                new(ExportState.Queued, at),
                new(ExportState.Starting, at.AddSeconds(1)),
                new(ExportState.Exporting, at.AddSeconds(3)),
                new(ExportState.Fetching, at.AddMinutes(4)),
                new(ExportState.Verifying, at.AddMinutes(6)),
            ],
            Stages = [new(1, at.AddSeconds(2))],
            Deadline = at.AddHours(6),
            Database = new DatabaseSummary("1", source.Name, "7.2", 1L << 30, source.Shards, 1L << 29, 1_000_000),
            Files = state == ExportState.Succeeded
                ? [.. Enumerable.Range(1, source.Shards).Select(p => FileOf(id, p, source.Shards))]
                : [],
            Failure = state == ExportState.Failed
                ? new ExportFault(FaultCodes.Unavailable, "The provider cannot answer.", true)
                : null,
        };
    }

    private static ManifestFile FileOf(ExportId id, int part, int parts)
    {
        var name = $"{id.Source}-{part}-of-{parts}.rdb.gz";
        return new ManifestFile(
            name,
            Content.Length,
            part,
            parts,
            null,
            $"mount_point: /mnt/exports/{name}",
            id.BlobNameOf(name),
            new string('a', 64),
            new string('b', 16),
            Proof.Full,
            [FileChecks.Length],
            new RdbFacts(11, "7.2.4", 1L << 28, 1_000_000, 1_000));
    }
}
