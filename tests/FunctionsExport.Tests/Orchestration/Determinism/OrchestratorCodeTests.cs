using System.Reflection;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Tests.Orchestration.Determinism;

/// <summary>
/// Orchestrators and all that they call in this app use no clock, no chance, no I/O and no thread but the orchestration's. The
/// compiler's analyzer says the same of the files in their folder; this follows the calls out of it.
/// </summary>
public sealed class OrchestratorCodeTests
{
    private const BindingFlags PublicMembers =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly App = typeof(ExportOrchestrator).Assembly;
    private static readonly Assembly Core = typeof(Manifest).Assembly;

    [Fact]
    public void Orchestrators_reach_no_banned_symbol()
    {
        var types = App.GetTypes().Where(t => t.Namespace == typeof(ExportOrchestrator).Namespace && !t.IsNested).ToList();
        Assert.Contains(types, t => t.Name == "ExportRun");
        var faults = ReachableCode.FindFaults(types, [App, Core], BannedSymbols.Read());

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Banned_symbols_are_found_behind_calls_lambdas_async_methods_iterators_and_initializers()
    {
        var faults = ReachableCode.FindFaults(
            [typeof(FaultyOrchestrator)], [typeof(FaultyOrchestrator).Assembly], BannedSymbols.Read());

        Assert.True(faults.Count == 6, string.Join('\n', faults));
        AssertFound(faults, "FaultyHelper.Stamp", "DateTime.get_UtcNow");
        AssertFound(faults, "FaultyHelper+<Ids>", "Guid.NewGuid");
        AssertFound(faults, "FaultyHelper..cctor", "Environment.get_MachineName");
        AssertFound(faults, "RunAsync", "Task.Delay");
        AssertFound(faults, "<RunAsync>b__", "File.Exists");
        AssertFound(faults, "RunAsync", "Task`1[System.Boolean].ConfigureAwait");
    }

    [Fact]
    public void Every_banned_symbol_exists_and_no_overload_is_forgotten()
    {
        var listed = BannedSymbols.Read().Ids;
        var types = Loaded();
        var known = types.SelectMany(DocumentationId.Around).ToHashSet();
        var members = types
            .SelectMany(t => t.GetMembers(PublicMembers))
            .OfType<MethodBase>()
            .ToList();
        known.UnionWith(members.Select(DocumentationId.Of));
        known.UnionWith(members.Select(DocumentationId.OfProperty).OfType<string>());
        Assert.Empty(listed.Except(known));

        // Of constructors some are harmless.
        var names = listed
            .Where(id => id.StartsWith("M:", StringComparison.Ordinal) && !id.Contains('#'))
            .Select(NameOf)
            .ToHashSet();
        Assert.Empty(members.Select(DocumentationId.Of).Where(id => names.Contains(NameOf(id))).Except(listed));
    }

    /// <summary>The types of the namespaces and classes that the list may name; asked of an assembly of each.</summary>
    private static List<Type> Loaded() =>
    [
        .. new[]
            {
                typeof(object), typeof(System.Diagnostics.Stopwatch), typeof(System.Diagnostics.Process), typeof(Console),
                typeof(System.Timers.Timer), typeof(Parallel), typeof(System.Threading.Channels.Channel), typeof(HttpClient),
                typeof(System.Security.Cryptography.RandomNumberGenerator), typeof(Azure.Storage.Blobs.BlobClient),
                typeof(Amazon.S3.AmazonS3Client), typeof(Microsoft.Data.Sqlite.SqliteConnection),
                typeof(Microsoft.Extensions.Configuration.IConfiguration), typeof(Microsoft.Extensions.Options.IOptions<>),
                typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection),
            }
            .SelectMany(t => t.Assembly.GetExportedTypes())
            .Distinct(),
    ];

    private static string NameOf(string id) => id.Split('(')[0].Split("``")[0];

    private static void AssertFound(IReadOnlyList<string> faults, string user, string used) => Assert.True(
        faults.Any(f => f.Contains(user, StringComparison.Ordinal) && f.EndsWith(used, StringComparison.Ordinal)),
        $"{used} by {user} is not in:\n{string.Join('\n', faults)}");
}
