using System.Globalization;
using FunctionsExport.Catalog;
using FunctionsExport.Rdb;

namespace FunctionsExport.Transfer;

/// <summary>What is recorded of an RDB, and how a blob's metadata keeps it: a repeated fetch answers from there.</summary>
internal static class RdbMetadata
{
    private const string ServerVersionField = "redis-ver";
    private const string ValkeyVersionField = "valkey-ver";
    private const int MostVersionCharacters = 40;
    private const string VersionKey = "rdbversion";
    private const string ServerVersionKey = "rdbserverversion";
    private const string SizeKey = "rdbsize";
    private const string KeysKey = "rdbkeys";
    private const string KeysWithExpiryKey = "rdbkeyswithexpiry";

    /// <summary>What is recorded of a report.</summary>
    public static RdbFacts FactsOf(RdbReport report) =>
        new(report.Version, ServerVersionOf(report.Aux), report.Length, report.Keys, report.KeysWithExpiry);

    /// <summary>Adds what is recorded to a blob's metadata.</summary>
    public static void Write(RdbFacts? facts, IDictionary<string, string> metadata)
    {
        if (facts is null)
        {
            return;
        }

        void Add(string key, object? value)
        {
            if (value is not null)
            {
                metadata[key] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            }
        }

        Add(VersionKey, facts.Version);
        Add(ServerVersionKey, facts.ServerVersion);
        Add(SizeKey, facts.Size);
        Add(KeysKey, facts.Keys);
        Add(KeysWithExpiryKey, facts.KeysWithExpiry);
    }

    /// <summary>What a blob's metadata says; null when it says nothing of an RDB.</summary>
    public static RdbFacts? Read(IDictionary<string, string> metadata)
    {
        long? Number(string key) => metadata.TryGetValue(key, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        return Number(SizeKey) is { } size && Number(KeysKey) is { } keys && Number(KeysWithExpiryKey) is { } expiring
            ? new RdbFacts(
                (int?)Number(VersionKey),
                metadata.TryGetValue(ServerVersionKey, out var version) ? version : null,
                size,
                keys,
                expiring)
            : null;
    }

    /// <summary>The field is the file's own word: what does not look like a version is not passed on.</summary>
    private static string? ServerVersionOf(IReadOnlyDictionary<string, string> aux) =>
        (aux.TryGetValue(ServerVersionField, out var version) || aux.TryGetValue(ValkeyVersionField, out version))
            && version.Length is > 0 and <= MostVersionCharacters
            && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-' or '_') ? version : null;
}
