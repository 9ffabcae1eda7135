using System.Globalization;
using FunctionsExport.Providers.RedisEnterprise.Locations;

namespace FunctionsExport.Providers.RedisEnterprise.Files;

/// <summary>
/// What is recorded of the files at a location that this app cannot look into: how many there should be, where, and the pattern of
/// each one's name. Neither their names nor their sizes are known.
/// </summary>
internal static class UnseenFiles
{
    private const int MostNameCharacters = 30;

    /// <summary>One file for each shard.</summary>
    public static IReadOnlyList<ExportedFile> Of(DatabaseSummary database, string? folder, IExportLocation location)
    {
        var name = database.Name.Length > MostNameCharacters ? database.Name[..MostNameCharacters] : database.Name;
        return [.. Enumerable.Range(1, database.Shards).Select(part =>
        {
            var pattern = string.Create(
                CultureInfo.InvariantCulture, $"bk*-{database.Id}-{name}-{part}_of_{database.Shards}-*.rdb.gz");
            return new ExportedFile(pattern, null, location.Describe(folder, pattern), part, database.Shards);
        })];
    }
}
