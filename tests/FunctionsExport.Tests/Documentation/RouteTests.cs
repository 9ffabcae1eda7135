using System.Reflection;
using System.Text.RegularExpressions;
using FunctionsExport.Http;
using FunctionsExport.Tests.Support;
using LocalFunctions.Worker;

namespace FunctionsExport.Tests.Documentation;

/// <summary>The calls that the documentation names are those that the app has.</summary>
public sealed partial class RouteTests
{
    private static readonly Dictionary<string, AuthorizationLevel> Routes = FindRoutes();

    [Fact]
    public void Every_call_that_is_named_is_there()
    {
        var named = Document.All.SelectMany(d => CallsIn(d.Text), (d, c) => (d.Name, Call: c)).ToList();

        Assert.True(named.Count > 30, $"Only {named.Count} calls were found.");
        Assert.Empty(named.Where(n => !Routes.ContainsKey(n.Call)).Select(n => $"{n.Name}: {n.Call}"));
    }

    [Fact]
    public void Every_call_is_in_the_readme()
    {
        Assert.True(Routes.Count >= 12, $"Only {Routes.Count} routes were found.");
        Assert.Empty(Routes.Keys.Except(CallsIn(Document.All[0].Text)));
    }

    [Fact]
    public void Table_of_who_can_call_what_has_every_call_with_its_level()
    {
        var rows = Document.Of("security.md").Section("## Who can call what").Split('\n')
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(l => CallsIn(l), (l, c) => (Call: c, Level: l.Split('|')[2]))
            .ToDictionary(r => r.Call, r => r.Level);

        Assert.Equal(Routes.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(Routes, route => Assert.Contains(
            route.Value == AuthorizationLevel.Anonymous ? "everybody" : "a function key", rows[route.Key], StringComparison.Ordinal));
    }

    private static Dictionary<string, AuthorizationLevel> FindRoutes() => typeof(HealthApi).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .SelectMany(m => m.GetParameters())
        .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>())
        .OfType<HttpTriggerAttribute>()
        .SelectMany(t => t.Methods!, (t, m) => (Call: $"{m.ToUpperInvariant()} {Normal(t.Route!)}", t.AuthLevel))
        .ToDictionary(r => r.Call, r => r.AuthLevel);

    /// <summary>The calls in a text: one method or several, an address below /api, and what follows of it.</summary>
    private static IEnumerable<string> CallsIn(string text) =>
        from match in Call().Matches(text)
        from method in Method().Matches(match.Groups[1].Value)
        select $"{method.Value} {Normal(match.Groups[2].Value)}";

    // Whatever stands for a name or an id.
    private static string Normal(string route) => string.Join('/', route.Trim('/').Split('/').Select(s => Known().IsMatch(s) ? s : "{}"));

    [GeneratedRegex(@"((?:\b(?:GET|POST|PUT|DELETE|PATCH|HEAD)`?,?\s+(?:and `?)?`?)+)/api/([^\s`?""'|),]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex("[A-Z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Method();

    [GeneratedRegex(@"^[a-z]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Known();
}
