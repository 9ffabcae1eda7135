using System.Globalization;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>
/// Names of the files of an export, as clusters write them:
/// <c>bk{yyyyMMdd}-{HHmmss}-{uid}-{name}-{i}_of_{n}-{shard uid}-{first slot}-{last slot}.rdb.gz</c>.
/// </summary>
internal static class ShardFileName
{
    private const int NameLength = 30;

    /// <param name="stamp">The run's time, in UTC; the same for all its files.</param>
    /// <param name="databaseUid">The database's number.</param>
    /// <param name="databaseName">Its name, of which the first 30 characters are used.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="count">Number of primary shards.</param>
    /// <param name="forms">What is open of the names.</param>
    public static string Format(
        DateTimeOffset stamp, int databaseUid, string databaseName, Shard shard, int count, AnswerForms forms)
    {
        var name = databaseName.Length > NameLength ? databaseName[..NameLength] : databaseName;
        var shown = stamp.UtcDateTime
            .AddMinutes(forms.StampOffsetMinutes)
            .AddSeconds((shard.Number - 1) * forms.StampSpreadSeconds);
        var slots = forms.ShortFileNames
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"-{shard.Uid}-{shard.FirstSlot}-{shard.LastSlot}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"bk{shown:yyyyMMdd-HHmmss}-{databaseUid}-{name}-{shard.Number}_of_{count}{slots}.rdb.gz");
    }
}
