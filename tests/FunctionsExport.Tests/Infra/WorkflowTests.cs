using System.Text.Json;
using System.Text.RegularExpressions;
using FunctionsExport.Tests.Infra.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra;

/// <summary>Workflows of GitHub Actions: what GitHub's parser and actionlint say, pinned actions, no more permissions than said.</summary>
public sealed partial class WorkflowTests : IDisposable
{
    private const string Good = """
        name: good
        on:
          push:
        permissions:
          contents: read
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
              - run: echo ${{ github.sha }} ${{ vars.NAME }}

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("functionsexport-workflows-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Workflows_have_no_fault() => Assert.Empty(Faults(Files()));

    [Fact]
    public void Good_workflow_has_no_fault() => Assert.Empty(Faults([Write(Good)]));

    [Theory]
    [InlineData("- run:", "- runn:", "runn")]
    [InlineData("runs-on: ubuntu-24.04", "needs: other", "runs-on")]
    [InlineData("github.sha", "github.shaa", "shaa")]
    [InlineData("github.sha }}", "github.sha", "expression")]
    [InlineData("  push:", "  pushed:", "pushed")]
    [InlineData("contents: read", "content: read", "content")]
    [InlineData("name: good", "name: [good", "flow")]
    [InlineData("@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "@v5", "is not pinned")]
    [InlineData("@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "is not pinned")]
    [InlineData("permissions:\n  contents: read\n", "", "permissions")]
    [InlineData("permissions:\n  contents: read\n", "permissions: write-all\n", "permissions")]
    [InlineData("  push:", "  pull_request_target:", "pull_request_target")]
    public void Fault_is_found(string right, string wrong, string told)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);

        Assert.Contains(
            Faults([Write(Good.Replace(right, wrong, StringComparison.Ordinal))]),
            f => f.Contains(told, StringComparison.Ordinal));
    }

    private static List<string> Files()
    {
        var folder = Repository.PathOf(".github", "workflows");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is ".yml" or ".yaml")]
            : [];
    }

    private string Write(string workflow)
    {
        var file = Path.Combine(_folder.FullName, "workflow.yml");
        File.WriteAllText(file, workflow);
        return file;
    }

    private static List<string> Faults(IReadOnlyCollection<string> files)
    {
        var faults = NodeLint.Workflows(files);
        // What cannot be read at all has been told of.
        return faults.Count > 0 ? [.. faults] : [.. files.SelectMany(RuleFaults)];
    }

    /// <summary>What neither parser knows: how this repository wants its workflows.</summary>
    private static IEnumerable<string> RuleFaults(string file)
    {
        var name = Path.GetFileName(file);
        var workflow = NodeLint.Yaml(file);
        if (!workflow.TryGetProperty("permissions", out var permissions) || permissions.ValueKind != JsonValueKind.Object)
        {
            yield return $"{name} has no permissions of its own, one by one, at its beginning.";
        }

        if (workflow.GetProperty("on").ToString().Contains("pull_request_target", StringComparison.Ordinal))
        {
            yield return $"{name} runs on pull_request_target: a stranger's change would run with this repository's rights.";
        }

        foreach (var use in Uses().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value.Trim()))
        {
            if (!use.StartsWith("./", StringComparison.Ordinal) && !Pinned().IsMatch(use))
            {
                yield return $"{name}: {use} is not pinned: a commit of 40 hexadecimal digits, and its version in a comment.";
            }
        }
    }

    [GeneratedRegex(@"^\s*(?:- )?uses:\s*(.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$")]
    private static partial Regex Pinned();
}
