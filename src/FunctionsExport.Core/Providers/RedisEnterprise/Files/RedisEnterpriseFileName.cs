using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsExport.Providers.RedisEnterprise.Files;

/// <summary>
/// The parts of the name that a cluster gives to one shard's file, such as
/// <c>bk20220304-181355-37-db01-1_of_1-58-0-16383.rdb.gz</c>. The pattern is undocumented; it is that of names found in public.
/// </summary>
/// <param name="Stamp">The run's date and time, in a zone that is not documented.</param>
/// <param name="DatabaseUid">The database's uid.</param>
/// <param name="DatabaseName">The first 30 characters of the database's name; it may contain hyphens.</param>
/// <param name="Part">From 1 to <paramref name="Parts"/>.</param>
/// <param name="Parts">How many files the run has.</param>
/// <param name="ShardUid">The shard's uid; null in the short form, which ends after the parts.</param>
/// <param name="Slots">The hash slots in the file, such as <c>0-5460</c>; null in the short form.</param>
internal sealed partial record RedisEnterpriseFileName(
    DateTime Stamp, int DatabaseUid, string DatabaseName, int Part, int Parts, int? ShardUid, string? Slots)
{
    private const string StampFormat = "yyyyMMdd'-'HHmmss";

    /// <summary>The run's stamp as it is in the name.</summary>
    public string StampText => Stamp.ToString(StampFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a file's name; false when it is not a shard's file.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RedisEnterpriseFileName? name)
    {
        name = null;
        var match = Pattern().Match(text);
        if (!match.Success
            || !DateTime.TryParseExact(
                match.Groups["stamp"].ValueSpan, StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var stamp))
        {
            return false;
        }

        // The groups of the short form are not there, and then no numbers are read from them.
        string[] groups = ["uid", "part", "parts", "shard", "first", "last"];
        var numbers = new int[groups.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            var group = match.Groups[groups[i]];
            if (group.Success
                && !int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        var isLong = match.Groups["shard"].Success;
        name = new RedisEnterpriseFileName(
            stamp,
            numbers[0],
            match.Groups["name"].Value,
            numbers[1],
            numbers[2],
            isLong ? numbers[3] : null,
            isLong ? string.Create(CultureInfo.InvariantCulture, $"{numbers[4]}-{numbers[5]}") : null);
        return name.Part >= 1 && name.Part <= name.Parts;
    }

    // The name is greedy, hence read from the right: it may itself look like "a-1_of_2".
    [GeneratedRegex(
        @"^bk(?<stamp>[0-9]{8}-[0-9]{6})-(?<uid>[0-9]+)-(?<name>[^/\\\0]+)-(?<part>[0-9]+)_of_(?<parts>[0-9]+)"
        + @"(-(?<shard>[0-9]+)-(?<first>[0-9]+)-(?<last>[0-9]+))?\.rdb(\.gz)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
