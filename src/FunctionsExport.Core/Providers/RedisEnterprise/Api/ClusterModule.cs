using System.Text.Json;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>A module that a database has loaded.</summary>
internal sealed record ClusterModule(string Id, string Name)
{
    // The capability that a module must declare for its databases to be exported.
    private const string Needed = "backup_restore";

    /// <summary>The modules of a database's <c>module_list</c>; none when it cannot be read.</summary>
    public static IReadOnlyList<ClusterModule> ReadList(JsonElement database)
    {
        if (!database.TryGetProperty("module_list", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var modules = new List<ClusterModule>();
        foreach (var item in list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object))
        {
            if (LenientJson.Text(item, "module_id") is { } id && LenientJson.Text(item, "module_name") is { } name)
            {
                modules.Add(new ClusterModule(id, name));
            }
        }

        return modules;
    }

    /// <summary>The names of those modules that, by the cluster's list of modules, cannot be backed up.</summary>
    public static IReadOnlyList<string> NamesWithoutBackup(IEnumerable<ClusterModule> loaded, JsonElement clusterModules)
    {
        if (clusterModules.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var lacking = clusterModules.EnumerateArray()
            .Where(m => m.ValueKind == JsonValueKind.Object && !HasCapability(m))
            .Select(m => LenientJson.Text(m, "uid"))
            .ToHashSet(StringComparer.Ordinal);
        return [.. loaded.Where(m => lacking.Contains(m.Id)).Select(m => m.Name)];
    }

    private static bool HasCapability(JsonElement module) =>
        module.TryGetProperty("capabilities", out var list)
        && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().Any(c => c.ValueKind == JsonValueKind.String && c.ValueEquals(Needed));
}
