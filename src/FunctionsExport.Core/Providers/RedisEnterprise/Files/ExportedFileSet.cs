using System.Globalization;

namespace FunctionsExport.Providers.RedisEnterprise.Files;

/// <summary>Finds the files of the newest run among those that came after an export was prepared, and says what it lacks.</summary>
internal static class ExportedFileSet
{
    /// <summary>The files of one run carry one stamp; nodes whose clocks differ are allowed this much.</summary>
    public static readonly TimeSpan MaxSpread = TimeSpan.FromSeconds(60);

    /// <summary>The newest run's files by part, or, when it is not complete, why.</summary>
    /// <param name="files">The new files of one database, in any order.</param>
    /// <param name="shards">How many files a complete run has.</param>
    public static (IReadOnlyList<FoundFile> Files, string? Problem) Select(IEnumerable<FoundFile> files, int shards)
    {
        var newestFirst = files.OrderByDescending(f => f.Parsed.Stamp).ToList();
        if (newestFirst.Count == 0)
        {
            return ([], $"there is no new file of the database, where {Count(shards)} should be");
        }

        // An older complete run is no substitute for a newer one with a part missing: it may be another export's.
        var newest = newestFirst[0].Parsed.Stamp;
        var sameStamp = newestFirst.TakeWhile(f => f.Parsed.Stamp == newest).ToList();
        var problem = ProblemOf(sameStamp, shards);
        if (problem is null)
        {
            return ([.. sameStamp.OrderBy(f => f.Parsed.Part)], null);
        }

        var spread = newestFirst.TakeWhile(f => newest - f.Parsed.Stamp <= MaxSpread).ToList();
        problem = ProblemOf(spread, shards);
        return problem is null
            ? ([.. spread.OrderBy(f => f.Parsed.Part)], null)
            : ([], $"of the run {newestFirst[0].Parsed.StampText}, {problem}");
    }

    private static string? ProblemOf(List<FoundFile> run, int shards)
    {
        var parts = run.Select(f => f.Parsed.Parts).Distinct().Order().ToList();
        if (parts is not [var only] || only != shards)
        {
            return $"the files' names speak of {string.Join(" and ", parts)} parts, where the database has {Count(shards)}";
        }

        var byPart = run.ToLookup(f => f.Parsed.Part);
        if (byPart.FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return $"part {twice.Key} is there {twice.Count()} times, so that files of several runs are mixed";
        }

        var missing = Enumerable.Range(1, shards).Where(p => !byPart.Contains(p)).ToList();
        if (missing.Count > 0)
        {
            return $"{PartsText(missing)} of {shards} {(missing.Count == 1 ? "is" : "are")} missing";
        }

        var empty = run.Where(f => f.Size == 0).Select(f => f.Parsed.Part).Order().ToList();
        return empty.Count > 0 ? $"{PartsText(empty)} of {shards} {(empty.Count == 1 ? "is" : "are")} empty" : null;
    }

    private static string Count(int shards) =>
        shards == 1 ? "1 shard" : string.Create(CultureInfo.InvariantCulture, $"{shards} shards");

    private static string PartsText(List<int> parts)
    {
        const int shown = 10;
        var list = string.Join(", ", parts.Take(shown));
        var more = parts.Count > shown ? $" and {parts.Count - shown} more" : "";
        return (parts.Count == 1 ? "part " : "parts ") + list + more;
    }
}
