using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Restoring;

/// <summary>The body of an import into Redis Enterprise, as the command of docs/operations.md makes it.</summary>
public sealed class ImportListTests
{
    private const string Folder = "orders/2026/03/01/orders-20260301T023000Z-1a2b3c";

    [Fact]
    public async Task Every_file_of_the_manifest_is_listed_with_its_place()
    {
        using var folder = new TempFolder("import");
        string[] names = ["bk-1_of_2.rdb.gz", "bk-2_of_2.rdb.gz"];
        var files = names.Select(n => (JsonNode)new JsonObject { ["name"] = n, ["blob"] = $"{Folder}/{n}" }).ToArray();
        await File.WriteAllTextAsync(folder.File("manifest.json"), new JsonObject { ["files"] = new JsonArray(files) }.ToJsonString());
        var steps = new DocumentedSteps(
            "Redis Enterprise",
            new Dictionary<string, string?> { ["FOLDER"] = folder.FullName, ["ACCOUNT"] = "stexp", ["SAS"] = "sv=1&sig=a%2Fb" },
            folder.FullName);

        await steps.RunAsync("dataset_import_sources");

        var expected = names.Select(n => (JsonNode)new JsonObject
        {
            ["type"] = "abs",
            ["account_name"] = "stexp",
            ["sas_token"] = "sv=1&sig=a%2Fb",
            ["container"] = "exports",
            ["subdir"] = Folder,
            ["filename"] = n,
        });
        var body = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("import.json")));
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["dataset_import_sources"] = new JsonArray([.. expected]) }, body), body?.ToJsonString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("import.json")));
        }
    }
}
