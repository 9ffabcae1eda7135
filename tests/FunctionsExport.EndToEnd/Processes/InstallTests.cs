using System.Text.Json;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Processes;

public sealed class InstallTests
{
    public static TheoryData<string> Tools =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "tools")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Lock_file_carries_checksums_and_no_download_addresses(string tool)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tools", tool, "package-lock.json"));
        using var document = JsonDocument.Parse(text);
        var packages = document.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0).ToList();

        Assert.DoesNotContain("\"resolved\"", text, StringComparison.Ordinal);
        Assert.NotEmpty(packages);
        Assert.All(packages, p => Assert.StartsWith("sha512-", p.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Install_changes_nothing_when_nothing_is_missing()
    {
        await using var install = await RunAsync(new Dictionary<string, string?>(), "--tests");
        Assert.Equal(0, await install.WaitForExitAsync());
        Assert.Empty(install.Output);
    }

    [Fact]
    public async Task Unknown_option_is_refused()
    {
        await using var install = await RunAsync(new Dictionary<string, string?>(), "--test");
        Assert.Equal(1, await install.WaitForExitAsync());
        Assert.Contains("--test", Assert.Single(install.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_names_what_is_missing()
    {
        using var folder = new TempFolder("path");
        foreach (var tool in new[] { "bash", "dirname" })
        {
            File.CreateSymbolicLink(folder.File(tool), ProcessLauncher.FindProgram(tool)!);
        }

        await using var install = await RunAsync(new Dictionary<string, string?> { ["PATH"] = folder.FullName });
        Assert.Equal(1, await install.WaitForExitAsync());
        Assert.Contains(".NET 10 SDK is missing", Assert.Single(install.Output), StringComparison.Ordinal);
    }

    private static Task<ChildProcess> RunAsync(Dictionary<string, string?> environment, params string[] options) =>
        ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "install.sh",
            FileName = ProcessLauncher.FindProgram("bash")!,
            Arguments = [Path.Combine(Repository.Root, "scripts", "install.sh"), .. options],
            Environment = environment,
        });
}
