using System.Text.RegularExpressions;
using FunctionsExport.Providers.TencentRedis.Api.Messages;

namespace FunctionsExport.Providers.TencentRedis.Backups;

/// <summary>
/// Reads the files of a backup out of an answer that may hold them twice: as objects, and as parallel lists, which older versions
/// of the API answer alone. No file may be lost, since each is a shard.
/// </summary>
internal static partial class BackupFileList
{
    /// <summary>The files, in the order of their names; numbers in names count as numbers.</summary>
    /// <exception cref="FormatException">The answer does not tell each file apart.</exception>
    public static IReadOnlyList<BackupFile> Read(DescribeBackupUrlResponse answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var files = (answer.BackupInfos is { Count: > 0 } infos ? FromInfos(infos, answer) : FromLists(answer)).ToList();
        if (files.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Any(g => g.Count() > 1))
        {
            throw new FormatException("two of its files have the same name");
        }

        files.Sort((a, b) => NaturalOrder(a.Name, b.Name));
        return files;
    }

    private static IEnumerable<BackupFile> FromInfos(IReadOnlyList<BackupFileInfo> infos, DescribeBackupUrlResponse answer)
    {
        if (LongestOf(answer) > infos.Count)
        {
            throw new FormatException($"it has {infos.Count} files in one list and {LongestOf(answer)} in another");
        }

        return infos.Select(i => Create(i.FileName, i.FileSize, i.DownloadUrl, i.InnerDownloadUrl));
    }

    private static IEnumerable<BackupFile> FromLists(DescribeBackupUrlResponse answer)
    {
        var count = LongestOf(answer);
        IReadOnlyList<string?>[] lists = [answer.Filenames ?? [], answer.DownloadUrl ?? [], answer.InnerDownloadUrl ?? []];
        if (lists.Any(l => l.Count > 0 && l.Count != count))
        {
            throw new FormatException("its lists of names and addresses differ in length");
        }

        return Enumerable.Range(0, count).Select(i => Create(At(lists[0], i), null, At(lists[1], i), At(lists[2], i)));
    }

    private static int LongestOf(DescribeBackupUrlResponse answer) => Math.Max(
        answer.Filenames?.Count ?? 0, Math.Max(answer.DownloadUrl?.Count ?? 0, answer.InnerDownloadUrl?.Count ?? 0));

    private static string? At(IReadOnlyList<string?> list, int index) => index < list.Count ? list[index] : null;

    private static BackupFile Create(string? name, long? size, string? extranet, string? intranet)
    {
        extranet = TextOrNull(extranet);
        intranet = TextOrNull(intranet);
        name = TextOrNull(name) ?? NameIn(extranet) ?? NameIn(intranet);
        return name is not null && FileName().IsMatch(name) && !name.Equals("manifest.json", StringComparison.OrdinalIgnoreCase)
            ? new BackupFile(name, size > 0 ? size : null, extranet, intranet)
            : throw new FormatException("one of its files has no name, or one that is none");
    }

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // A path ends in the name, with a hyphen before it.
    private static string? NameIn(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            ? TextOrNull(Uri.UnescapeDataString(parsed.Segments[^1]).TrimStart('-'))
            : null;

    private static int NaturalOrder(string a, string b)
    {
        var compared = string.CompareOrdinal(Padded(a), Padded(b));
        return compared != 0 ? compared : string.CompareOrdinal(a, b);
    }

    private static string Padded(string name) =>
        Number().Replace(name, m => m.Value.PadLeft(20, '0'));

    // It becomes the last part of a blob's name.
    [GeneratedRegex(@"^[\p{L}\p{N}_-]([\p{L}\p{N} ._()+=@,-]{0,198}[\p{L}\p{N}_)-])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
