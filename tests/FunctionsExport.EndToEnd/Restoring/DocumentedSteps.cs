using System.Text.RegularExpressions;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.EndToEnd.Processes;

namespace FunctionsExport.EndToEnd.Restoring;

/// <summary>The commands of a section of docs/operations.md, run as they stand there; what they name is in the environment.</summary>
internal sealed partial class DocumentedSteps
{
    private readonly IReadOnlyList<string> _blocks;
    private readonly Dictionary<string, string?> _environment;
    private readonly string _folder;

    /// <param name="heading">The section's heading.</param>
    /// <param name="environment">What the commands name.</param>
    /// <param name="folder">Where they run; it is given the repository's <c>scripts</c>.</param>
    public DocumentedSteps(string heading, Dictionary<string, string?> environment, string folder)
    {
        File.CreateSymbolicLink(Path.Combine(folder, "scripts"), Path.Combine(Repository.Root, "scripts"));
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        var start = document.IndexOf($"\n### {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/operations.md has no section '{heading}'.");
        var end = document.IndexOf("\n##", start + 1, StringComparison.Ordinal);
        _blocks = [.. Block().Matches(document[start..end]).Select(m => m.Groups[1].Value)];
        _environment = environment;
        _folder = folder;
    }

    /// <summary>Runs the one block that has a text; its output.</summary>
    public async Task<string> RunAsync(string text)
    {
        var block = Assert.Single(_blocks, b => b.Contains(text, StringComparison.Ordinal));
        await using var shell = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "bash",
            FileName = "bash",
            Arguments = ["-euo", "pipefail", "-c", block],
            WorkingDirectory = _folder,
            Environment = _environment,
        });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var code = await shell.WaitForExitAsync(limit.Token);
        var output = string.Join('\n', shell.Output);
        Assert.True(code == 0, $"{block}\nended with {code}: {output}");
        return output;
    }

    [GeneratedRegex(@"^ *```sh\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
