using System.Text.RegularExpressions;

namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>What a database of a cluster must be.</summary>
internal static partial class DatabaseRules
{
    private const int MaxShards = 512;

    /// <exception cref="ArgumentException">A value is not allowed; the message names it.</exception>
    public static void Check(EmulatedDatabase database)
    {
        if (database.Uid < 1)
        {
            throw new ArgumentException($"Database '{database.Name}': Uid is {database.Uid}; it must be 1 or more.");
        }

        if (!Name().IsMatch(database.Name))
        {
            throw new ArgumentException(
                $"Database {database.Uid}: Name is '{database.Name}'; it must be letters, digits and hyphens, "
                + "and start and end with a letter or digit.");
        }

        if (database.Shards.Count is < 1 or > MaxShards)
        {
            throw new ArgumentException(
                $"Database '{database.Name}': Shards has {database.Shards.Count} entries; 1 to {MaxShards} are allowed.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$")]
    private static partial Regex Name();
}
