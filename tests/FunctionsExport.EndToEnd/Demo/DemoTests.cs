using System.Globalization;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Demo;

/// <summary>The demonstration that <c>run.sh</c> calls, as a process.</summary>
public sealed class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Exports_the_sample_and_prints_the_result()
    {
        await using var demo = await StartAsync();

        var exitCode = await EndAsync(demo);

        var output = string.Join('\n', demo.Output);
        Assert.True(exitCode == 0, output);
        Assert.Contains("state     succeeded", output, StringComparison.Ordinal);
        Assert.Contains("files     2,", output, StringComparison.Ordinal);
        Assert.Contains("_of_2-", output, StringComparison.Ordinal);
        Assert.Contains("manifest.json", output, StringComparison.Ordinal);

        // Not a terminal: lines, no bar.
        Assert.DoesNotContain('\r', output);
    }

    [Fact]
    public async Task Serves_until_it_is_interrupted_and_leaves_nothing_running()
    {
        await using var demo = await StartAsync("--serve");
        await demo.WaitForLineAsync(l => l.Contains("api/health", StringComparison.Ordinal), Patience);
        var app = demo.Output.First(l => l.StartsWith("app ", StringComparison.Ordinal)).Split(' ')[^1];
        using var http = new HttpClient();
        Assert.Contains("ok", await http.GetStringAsync(new Uri(app + "api/health")), StringComparison.Ordinal);
        var children = ChildrenOf(demo.Pid);
        Assert.NotEmpty(children);

        demo.Interrupt();

        Assert.Equal(0, await EndAsync(demo));
        await World.Eventually.HoldsAsync(() => children.TrueForAll(pid => !Directory.Exists($"/proc/{pid}")));
    }

    [Fact]
    public async Task Failure_prints_its_cause_and_exits_non_zero()
    {
        await using var demo = await StartAsync(app: Path.Combine(AppContext.BaseDirectory, "Missing.dll"));

        Assert.Equal(1, await EndAsync(demo));
        Assert.Contains(demo.Output, l => l.Contains("failed: The app", StringComparison.Ordinal));
        Assert.Contains(demo.Output, l => l.Contains("Missing.dll", StringComparison.Ordinal));
    }

    private static Task<ChildProcess> StartAsync(string? option = null, string? app = null)
    {
        app ??= Path.Combine(AppContext.BaseDirectory, "FunctionsExport.Local.dll");
        var emulators = Path.Combine(AppContext.BaseDirectory, "FunctionsExport.Emulators.dll");
        return ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "The demonstration",
            FileName = "dotnet",
            Arguments =
            [
                emulators, "demo", "--app", app, "--keys", "2000", "--shards", "2", "--export-seconds", "0",
                .. option is null ? Array.Empty<string>() : [option],
            ],
        });
    }

    private static async Task<int> EndAsync(ChildProcess demo)
    {
        using var limit = new CancellationTokenSource(Patience);
        return await demo.WaitForExitAsync(limit.Token);
    }

    private static List<int> ChildrenOf(int parent) =>
    [
        .. Directory.GetDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && ParentOf(pid) == parent),
    ];

    private static int ParentOf(int pid)
    {
        try
        {
            // pid (name) state parent …; the name may hold anything but ends at the last parenthesis.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
