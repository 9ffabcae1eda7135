using System.Text.Json;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra.Support;

/// <summary>The linters in tools/lint.</summary>
internal static class NodeLint
{
    private static readonly string Script = Repository.PathOf("tools", "lint", "lint.js");

    /// <summary>The faults of workflow files.</summary>
    public static IReadOnlyList<string> Workflows(IEnumerable<string> files)
    {
        var answer = Tool.Run("node", Repository.Root, null, [Script, "workflows", .. files]);
        Assert.True(answer.ExitCode == 0, $"{answer.Errors} scripts/install.sh --tests installs what tools/lint needs.");
        return JsonSerializer.Deserialize<string[]>(answer.Output)!;
    }

    /// <summary>A YAML file, which must have no fault.</summary>
    public static JsonElement Yaml(string file)
    {
        var answer = Tool.Run("node", Repository.Root, null, Script, "yaml", file);
        Assert.True(answer.ExitCode == 0, $"{file}: {answer.Errors} scripts/install.sh --tests installs what tools/lint needs.");
        return JsonSerializer.Deserialize<JsonElement>(answer.Output);
    }
}
