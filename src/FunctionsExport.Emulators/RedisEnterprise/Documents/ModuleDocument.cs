using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes the modules of the cluster: those that come with it and those that its databases load.</summary>
internal static class ModuleDocument
{
    private const int UidLength = 32;

    public static JsonArray WriteAll(Cluster cluster)
    {
        var modules = cluster.Databases.SelectMany(database => database.Modules)
            .Concat(EmulatedModule.Bundled)
            .DistinctBy(Uid);
        return new JsonArray([.. modules.Select(Write)]);
    }

    /// <summary>The module's 32 hexadecimal digits, the same for the same name and version.</summary>
    public static string Uid(EmulatedModule module)
    {
        var name = Encoding.UTF8.GetBytes($"{module.Name} {module.SemanticVersion}");
        return Convert.ToHexStringLower(SHA256.HashData(name))[..UidLength];
    }

    private static JsonObject Write(EmulatedModule module)
    {
        var document = Templates.Module();
        document["uid"] = Uid(module);
        document["module_name"] = module.Name;
        document["display_name"] = module.Name;
        document["semantic_version"] = module.SemanticVersion;
        document["version"] = Number(module.SemanticVersion);
        document["capabilities"] = new JsonArray([.. module.Capabilities.Select(name => (JsonNode)name)]);
        return document;
    }

    // 2.8.10 is 20810.
    private static int Number(string version) =>
        version.Split('.').Aggregate(0, (sum, part) =>
            sum * 100 + (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0));
}
